package model

import "strings"

// ChancePhrase returns how people say a chance: "impossible", "certain", or the
// word of the scale whose band it lies in, such as "highly unlikely" or "a
// remote chance".
func ChancePhrase(p float64) string {
	switch {
	case p <= 0:
		return "impossible"
	case p >= 1:
		return "certain"
	}
	name := likelihoods[len(likelihoods)-1].name
	for _, w := range likelihoods {
		if p < w.high {
			name = w.name
			break
		}
	}
	phrase := strings.ReplaceAll(name, "-", " ")
	if strings.HasSuffix(phrase, "chance") || strings.HasSuffix(phrase, "possibility") {
		return "a " + phrase
	}
	return phrase
}
