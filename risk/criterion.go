package risk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/policies"
)

// Criterion is one thing that a gate minds.
type Criterion struct {
	By   By
	Word string  // a severity, the id of a rule or of a family
	Loss float64 // ByLoss: per year, in the register's currency
}

// By is what a Criterion goes by; the greater is the more specific.
type By uint8

// What a Criterion goes by.
const (
	BySeverity By = iota + 1 // findings and risks of this severity or worse
	ByLoss                   // risks whose expected yearly loss is this much or more
	ByFamily                 // findings of this family of rules
	ByRule                   // findings of this rule
)

// Criteria are the things that a gate minds: each is enough.
type Criteria []Criterion

// AtOrAbove is the criterion of a severity.
func AtOrAbove(severity string) Criteria { return Criteria{{By: BySeverity, Word: severity}} }

const (
	familyPrefix = "family:"
	lossPrefix   = "loss:"
)

// ParseCriterion reads a criterion as people write it: a severity, family:KEY,
// loss:AMOUNT, and everything else is the id of a rule. Whether that exists,
// Gate.Bind knows.
func ParseCriterion(text string) (Criterion, error) {
	if slices.Contains(severities[:], text) {
		return Criterion{By: BySeverity, Word: text}, nil
	}
	if family, ok := strings.CutPrefix(text, familyPrefix); ok {
		return Criterion{By: ByFamily, Word: family}, nil
	}
	if amount, ok := strings.CutPrefix(text, lossPrefix); ok {
		loss, err := model.ParseAmount(amount)
		if err == nil && loss == 0 {
			err = fmt.Errorf("%s would mind every risk", source.Quote(amount))
		}
		return Criterion{By: ByLoss, Word: amount, Loss: loss}, err
	}
	return Criterion{By: ByRule, Word: text}, nil
}

// String writes a criterion as ParseCriterion reads it.
func (c Criterion) String() string {
	switch c.By {
	case ByFamily:
		return familyPrefix + c.Word
	case ByLoss:
		return lossPrefix + c.Word
	}
	return c.Word
}

// String joins criteria with commas.
func (cs Criteria) String() string {
	words := make([]string, len(cs))
	for i, c := range cs {
		words[i] = c.String()
	}
	return strings.Join(words, ", ")
}

// Rules lists the ids of rules that criteria name, as they are written.
func (cs Criteria) Rules() []string {
	var ids []string
	for _, c := range cs {
		if c.By == ByRule {
			ids = append(ids, c.Word)
		}
	}
	return ids
}

// finding is how specifically the criteria mind a finding; 0 is not at all.
func (cs Criteria) finding(f Finding) By {
	var most By
	for _, c := range cs {
		minds := c.By == BySeverity && AtLeast(f.Severity, c.Word) ||
			c.By == ByFamily && f.Family == c.Word ||
			c.By == ByRule && f.Rule == c.Word
		if minds {
			most = max(most, c.By)
		}
	}
	return most
}

// risk reports whether the criteria mind a risk, in the current view: one that grew,
// for its loss only.
func (cs Criteria) risk(r Risk) bool {
	return slices.ContainsFunc(cs, func(c Criterion) bool {
		return c.By == BySeverity && AtLeast(r.Severity, c.Word) && !r.Grown || c.By == ByLoss && r.ExpectedLoss.Current >= c.Loss
	})
}

// Bind checks the criteria of a gate against the rules that are loaded for a
// model, and puts ids in the place of rules' older names. A gate that waits for
// what cannot come would pass in silence, so that is an error: a rule or family
// that there is not, that is not loaded, never fails a gate, or is switched off.
func (g *Gate) Bind(m *model.Model, pack *policies.Pack) error {
	for _, list := range []Criteria{g.FailOn, g.WarnOn} {
		for i := range list {
			if err := list[i].bind(m, pack.Rules()); err != nil {
				return err
			}
		}
	}
	for _, c := range g.FailOn {
		at := slices.IndexFunc(pack.Rules(), func(r policies.Rule) bool { return c.By == ByRule && r.ID == c.Word })
		if at >= 0 && pack.Rules()[at].Status == "preview" {
			return fmt.Errorf("rule %s is a preview, which reports but never fails a gate", c.Word)
		}
	}
	return nil
}

func (c *Criterion) bind(m *model.Model, rules []policies.Rule) error {
	switch {
	case c.By == ByFamily:
		return boundFamily(c.Word, rules)
	case c.By != ByRule || c.Word == overdueRule:
		return nil
	}
	at := slices.IndexFunc(rules, func(r policies.Rule) bool { return r.ID == c.Word || slices.Contains(r.Aliases, c.Word) })
	if at < 0 {
		return unknownCriterion(c.Word, rules)
	}
	c.Word = rules[at].ID
	for _, s := range m.Rules.Settings {
		if s.Off && (s.Rule.ID == c.Word || slices.Contains(rules[at].Aliases, s.Rule.ID)) {
			return source.Problems{{Pos: s.Rule.Pos, Kind: source.Value, Message: "the gate asks for rule " + c.Word + ", which is switched off here"}}
		}
	}
	return nil
}

func boundFamily(family string, rules []policies.Rule) error {
	var loaded, all []string
	for _, r := range rules {
		loaded = append(loaded, r.Family)
	}
	for _, r := range policies.Catalogue() {
		all = append(all, r.Family)
	}
	switch {
	case family == overdueFamily || slices.Contains(loaded, family):
		return nil
	case slices.Contains(all, family):
		return fmt.Errorf("no rule of the family %s is loaded; --pack full loads all", family)
	}
	all = unique(append(loaded, all...))
	slices.Sort(all)
	message := "there is no family " + source.Quote(family)
	if near := source.Closest(family, all); near != "" {
		return fmt.Errorf("%s; did you mean %s?", message, strconv.Quote(near))
	}
	return fmt.Errorf("%s; there are %s", message, strings.Join(all, ", "))
}

// unknownCriterion says what a word that is nothing was probably meant to be.
func unknownCriterion(word string, rules []policies.Rule) error {
	known := slices.Clone(severities[:])
	for _, r := range rules {
		known = append(known, r.ID)
	}
	message := "there is no severity and no rule " + source.Quote(word)
	near := func(k string) bool { return strings.EqualFold(k, word) }
	if at := slices.IndexFunc(known, near); at >= 0 {
		return fmt.Errorf("%s; did you mean %s?", message, strconv.Quote(known[at]))
	}
	if near := source.Closest(word, known); near != "" {
		return fmt.Errorf("%s; did you mean %s?", message, strconv.Quote(near))
	}
	return fmt.Errorf("%s; write critical, high, medium, low, the id of a rule, family:KEY or loss:AMOUNT", message)
}
