package risk_test

import (
	"slices"
	"testing"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/risk"
)

// drawn is a system of which somebody stated parts, lines and what is worth
// protecting, and no threat.
func drawn(t *testing.T, name string) *risk.Register {
	t.Helper()
	m, err := model.Load("testdata/drawn/" + name + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	return ranked(t, m, risk.GrowMissing)
}

// What somebody who knows the field fears first in three drawn systems grows, and
// ranks where it should.
func TestDrawnSystemsGrowWhatAnExpertFears(t *testing.T) {
	for name, fears := range map[string]map[string]int{ // the last rank that each may have
		"saas": {
			"data-isolation-failure@invoices/outsider@internet":   3,
			"credential-theft@invoices/outsider@internet":         6,
			"backup-exfiltration@invoices/accident":               6,
			"subcontractor-breach@invoices/accident":              10,
			"sabotage@invoices/outsider@internet":                 12,
			"outsider-becomes-insider@invoices/outsider@internet": 15,
			"supply-chain@invoices/outsider@internet":             16,
			"provider-insider@invoices/insider@cloud":             18,
		},
		"plant": {
			"sabotage@process/outsider@internet":              5,
			"command-injection@process/outsider@internet":     5,
			"device-impersonation@readings/outsider@internet": 8,
		},
		"app": {
			"data-isolation-failure@diary/outsider@internet": 3,
			"credential-theft@diary/outsider@internet":       3,
			"lateral-movement@diary/outsider@internet":       6,
			"subcontractor-breach@diary/accident":            8,
			"provider-insider@diary/insider@region":          8,
		},
	} {
		r := drawn(t, name)
		for id, worst := range fears {
			if x := row(t, r, id); x.Rank > worst {
				t.Errorf("%s: %s has rank %d, want %d or better", name, id, x.Rank, worst)
			}
		}
	}
}

// Nobody does what he cannot be in the place for.
func TestDrawnSystemsGrowNothingAbsurd(t *testing.T) {
	for name, absurd := range map[string][]string{
		"saas": {
			"staff@our-account",                        // where only a bastion stands
			"supply-chain@invoices/insider@mail-cloud", // who holds nothing of the pipeline
		},
		"plant": {
			"device-impersonation@process/outsider@internet", // a valve says nothing
			"data-isolation-failure@process/accident",        // in a plant of our own
		},
		"app": {
			"credential-theft@diary/staff@account", // where nobody sits
		},
	} {
		r := drawn(t, name)
		for _, x := range r.Risks {
			if slices.Contains(absurd, x.ID) || slices.Contains(absurd, x.Cause) {
				t.Errorf("%s: %s grew", name, x.ID)
			}
		}
	}
}
