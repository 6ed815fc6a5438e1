package report

import (
	"fmt"

	"github.com/stormtree-dev/stormtree/risk"
)

// Severities are the words for how bad something is, worst first.
func Severities() []string { return []string{risk.Critical, risk.High, risk.Medium, risk.Low} }

func inkOf(severity string) ink {
	switch severity {
	case risk.Critical:
		return alarm
	case risk.High:
		return red
	case risk.Medium:
		return yellow
	}
	return normal
}

// tally counts by severity: "2 critical", "5 high".
func tally(severities []string) []string {
	var parts []string
	for _, s := range Severities() {
		n := 0
		for _, one := range severities {
			if one == s {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, s))
		}
	}
	return parts
}

func severitiesOf(risks []risk.Risk) []string {
	words := make([]string, len(risks))
	for i, r := range risks {
		words[i] = r.Severity
	}
	return words
}

func severitiesOfFindings(findings []risk.Finding) []string {
	words := make([]string, len(findings))
	for i, f := range findings {
		words[i] = f.Severity
	}
	return words
}
