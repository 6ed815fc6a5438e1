package risk

import (
	"path"
	"time"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/policies"
)

// The states of a Waiver. A waiver counts on the day it expires, not after it.
const (
	WaiverActive   = "active"
	WaiverExpiring = "expiring" // active, for ExpiringDays or less
	WaiverExpired  = "expired"  // its finding counts again
	WaiverFuture   = "future"   // it has not begun
	WaiverUnused   = "unused"   // no finding matches
)

// ExpiringDays is how long before its end a waiver begins to warn.
const ExpiringDays = 14

// overdueRule is the rule about waivers themselves.
const overdueRule = "WVR-001"

// overdueFamily is the family of overdueRule.
const overdueFamily = "waivers"

// waived is every waiver of a model with what became of it.
type waived struct {
	model    *model.Model
	findings findings
	states   []string // by waiver
}

// waivers judges each waiver by the findings and the day. An empty day expires none.
func (a *analysis) waivers(found []policies.Result, today model.Date) waived {
	w := waived{model: a.model, findings: a.findings, states: make([]string, len(a.model.Waivers))}
	for i, waiver := range a.model.Waivers {
		w.states[i] = WaiverUnused
		for _, f := range found {
			if w.matches(waiver, f.Rule, f.Element) {
				w.states[i] = state(waiver.Created, waiver.Expires, today)
			}
		}
	}
	return w
}

func (w waived) matches(waiver *model.Waiver, rule, element string) bool {
	if w.findings.id(waiver.Rule.ID) != rule {
		return false
	}
	matched, err := path.Match(waiver.At.ID, element)
	return err == nil && matched || waiver.At.ID == element
}

// state judges a waiver that matches by its first and last day.
func state(created, expires, today model.Date) string {
	if today != "" && created > today { // days of one form sort like texts
		return WaiverFuture
	}
	end, errEnd := time.Parse(time.DateOnly, string(expires))
	now, errNow := time.Parse(time.DateOnly, string(today))
	switch {
	case errEnd != nil || errNow != nil:
		return WaiverActive // nothing to judge by
	case now.After(end):
		return WaiverExpired
	case now.AddDate(0, 0, ExpiringDays).Before(end):
		return WaiverActive
	}
	return WaiverExpiring
}

// excuse reports whether a waiver in force covers the rule at the element.
func (w waived) excuse(rule, element string) bool {
	for i, waiver := range w.model.Waivers {
		if inForce(w.states[i]) && w.matches(waiver, rule, element) {
			return true
		}
	}
	return false
}

func inForce(state string) bool { return state == WaiverActive || state == WaiverExpiring }

// overdue is one finding per expired waiver, beside the finding that returned.
func (w waived) overdue() []Finding {
	var list []Finding
	for i, waiver := range w.model.Waivers {
		if w.states[i] != WaiverExpired {
			continue
		}
		list = append(list, Finding{
			Rule:        overdueRule,
			Family:      overdueFamily,
			Title:       "A waiver has expired",
			Outcome:     OutcomeFail,
			Element:     waiver.At.ID,
			Severity:    Medium,
			Message:     "The waiver of " + waiver.Rule.ID + " at " + waiver.At.ID + " expired on " + string(waiver.Expires) + ", so its finding counts again",
			Remediation: "Fix the finding, or have the waiver approved again with a new date.",
			Fingerprint: Fingerprint(overdueRule, waiver.Rule.ID, waiver.At.ID),
			Position:    waiver.Pos,
		})
	}
	return list
}

// public lists the waivers in the model's order.
func (w waived) public() []Waiver {
	list := make([]Waiver, len(w.states))
	for i, waiver := range w.model.Waivers {
		list[i] = Waiver{
			Rule:     waiver.Rule.ID,
			At:       waiver.At.ID,
			State:    w.states[i],
			Expires:  string(waiver.Expires),
			Reason:   waiver.Reason,
			Owner:    waiver.Owner,
			Position: waiver.Pos,
		}
	}
	return list
}
