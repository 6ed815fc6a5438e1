package diagram

import (
	"fmt"
	"slices"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/risk"
)

// state is what is done about a branch, the strongest thing first.
type state uint8

const (
	bare     state = iota
	planned        // something will be done
	weakened       // an implemented mitigation makes it less likely
	blocked        // an implemented mitigation makes it impossible
	shut           // impossible without any mitigation of ours, or not for this attacker
)

func stateOf(b *risk.Branch) state {
	p := b.Probability
	switch {
	case has(b, model.Implemented) && p.Current <= 0 && p.Inherent > 0:
		return blocked
	case b.Shut:
		return shut
	case has(b, model.Implemented) && p.Current < p.Inherent:
		return weakened
	case has(b, model.Planned):
		return planned
	}
	return bare
}

func has(b *risk.Branch, status string) bool {
	for _, m := range b.Mitigations {
		if m.Status == status {
			return true
		}
	}
	return false
}

// tag is the state in words, for the top of a card.
func (s state) tag(p risk.Views) string {
	switch s {
	case blocked:
		return "BLOCKED"
	case shut:
		return "SHUT"
	case weakened:
		return fmt.Sprintf("WEAKENED %s → %s", risk.Percent(p.Inherent), risk.Percent(p.Current))
	case planned:
		return fmt.Sprintf("PLANNED %s → %s", risk.Percent(p.Current), risk.Percent(p.Projected))
	}
	return ""
}

// tagOf is the tag of a branch's card.
func tagOf(b *risk.Branch, s state) string {
	if s == shut && beyondReach(b) {
		return "OUT OF REACH"
	}
	return s.tag(b.Probability)
}

// beyondReach reports whether something in a branch could happen, but not by
// the attacker who is looking.
func beyondReach(b *risk.Branch) bool {
	if len(b.Children) == 0 {
		return b.OutOfReach && b.Probability.Current > 0
	}
	return slices.ContainsFunc(b.Children, beyondReach)
}

// luck says what the leaves of a branch are made of.
type luck struct{ actions, conditions, accidents bool }

func luckOf(b *risk.Branch) luck {
	if len(b.Children) == 0 {
		return luck{b.Kind != model.Condition && b.Kind != model.Accident, b.Kind == model.Condition, b.Kind == model.Accident}
	}
	var sum luck
	for _, c := range b.Children {
		l := luckOf(c)
		sum = luck{sum.actions || l.actions, sum.conditions || l.conditions, sum.accidents || l.accidents}
	}
	return sum
}

// chance is a branch's number with its unit and word.
func chance(b *risk.Branch, horizon float64) string {
	p := b.Probability.Current
	words := ""
	switch l := luckOf(b); {
	case p <= 0:
		return "cannot happen today"
	case p >= 1 && b.AtMost:
		return "not known: up to 100%"
	case l.actions:
		words = fmt.Sprintf("%s per attempt, %s", risk.Percent(p), model.ChancePhrase(p))
	case l.accidents:
		words = accidental(p, horizon)
	default:
		words = conditional(p)
	}
	if b.AtMost {
		return "at most " + words
	}
	return words
}

// accidental is a chance per horizon and, as accidents are drawn once in each,
// the same number as a frequency.
func accidental(p, horizon float64) string {
	if horizon <= 0 {
		horizon = model.DaysPerYear
	}
	return fmt.Sprintf("%s %s, %s", risk.Percent(p), period(horizon), risk.Often(p, horizon))
}

func conditional(p float64) string {
	switch {
	case p >= 1:
		return "100%: it is so"
	case p >= 0.525:
		return risk.Percent(p) + ": " + model.ChancePhrase(p) + " so"
	}
	return risk.Percent(p) + ": " + model.ChancePhrase(p)
}
