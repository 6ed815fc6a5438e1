package model

import "testing"

func TestChancePhrasesFollowTheBands(t *testing.T) {
	for p, want := range map[float64]string{
		0: "impossible", 1e-9: "a remote chance", 0.0749: "a remote chance", 0.075: "highly unlikely", 0.3: "unlikely",
		0.45: "a realistic possibility", 0.65: "likely", 0.85: "highly likely", 0.975: "almost certain", 0.9999: "almost certain", 1: "certain",
	} {
		if got := ChancePhrase(p); got != want {
			t.Errorf("%v is %q, want %q", p, got, want)
		}
	}
}
