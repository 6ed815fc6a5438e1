package report

import (
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/stormtree-dev/stormtree/risk"
)

// JSON writes the whole register in its public form: indented, lists never
// null, safe to print on a terminal and to paste into a script element. It fails
// on numbers that are not finite and then writes nothing. The answer of a gate
// that judged the register stands beside its lists, as "gate", and what was to be
// grouped as "grouped".
func JSON(w io.Writer, r *risk.Register, o Options) error {
	whole := *r
	whole.Risks = list(whole.Risks)
	for i, row := range whole.Risks {
		whole.Risks[i] = completeRisk(row)
	}
	whole.Unknowns = list(whole.Unknowns)
	for i, u := range whole.Unknowns {
		whole.Unknowns[i].Elements, whole.Unknowns[i].Rules = list(u.Elements), list(u.Rules)
	}
	whole.Mitigations = list(whole.Mitigations)
	for i, m := range whole.Mitigations {
		whole.Mitigations[i].Risks = list(m.Risks)
	}
	whole.Findings = list(whole.Findings)
	for i, f := range whole.Findings {
		whole.Findings[i].Category = completeCategory(f.Category)
	}
	whole.Rules = list(whole.Rules)
	whole.Totals, whole.Steps = list(whole.Totals), list(whole.Steps)
	whole.Waivers, whole.Notes = list(whole.Waivers), list(whole.Notes)
	whole.Assumptions, whole.Questions = list(whole.Assumptions), list(whole.Questions)
	return encode(w, struct {
		risk.Register
		Groups *risk.Grouping `json:"grouped,omitempty"`
		Gate   *gateAnswer    `json:"gate,omitempty"`
	}{whole, grouping(r, o.Groups), o.Judged.answer()})
}

func grouping(r *risk.Register, by string) *risk.Grouping {
	if by == "" {
		return nil
	}
	g := r.Group(by)
	return &g
}

// ExplanationJSON writes the explanation of one risk in its public form.
func ExplanationJSON(w io.Writer, e *risk.Explanation) error {
	whole := *e
	whole.Risk = completeRisk(whole.Risk)
	if whole.WaysInAll == "" {
		whole.WaysInAll = "0"
	}
	whole.Ways, whole.Flips, whole.Steps = list(whole.Ways), list(whole.Flips), list(whole.Steps)
	for i, a := range whole.Ways {
		whole.Ways[i].Steps = list(a.Steps)
	}
	for i, s := range whole.Steps {
		whole.Steps[i].Openings, whole.Steps[i].Mitigations = list(s.Openings), list(s.Mitigations)
		whole.Steps[i].Techniques = list(s.Techniques)
	}
	return encode(w, whole)
}

func completeRisk(r risk.Risk) risk.Risk {
	r.Assumed, r.Mitigations = list(r.Assumed), list(r.Mitigations)
	r.Category = completeCategory(r.Category)
	r.CheapestAttack = completeAttack(r.CheapestAttack)
	r.LikeliestAttack = completeAttack(r.LikeliestAttack)
	r.QuickestAttack = completeAttack(r.QuickestAttack)
	return r
}

func completeCategory(c risk.Category) risk.Category {
	return risk.Category{
		Fear: list(c.Fear), Cause: list(c.Cause), Stride: list(c.Stride), Linddun: list(c.Linddun), Operator: list(c.Operator),
	}
}

func completeAttack(a *risk.Attack) *risk.Attack {
	if a == nil {
		return nil
	}
	whole := *a
	whole.Steps = list(whole.Steps)
	return &whole
}

// list copies a slice; an absent one becomes empty, which JSON writes as [].
func list[T any](s []T) []T { return append(make([]T, 0, len(s)), s...) }

// encode writes any value as indented JSON; the encoder writes once, at the end.
func encode(w io.Writer, v any) error {
	e := json.NewEncoder(speller{w})
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("write as JSON: %w", err)
	}
	return nil
}

// speller writes characters that a terminal would obey or hide as JSON escapes.
// In JSON they can only stand inside strings, so nothing changes for a reader
// of the data; line breaks between the values stay.
type speller struct{ io.Writer }

func (s speller) Write(text []byte) (int, error) {
	if _, err := s.Writer.Write(spellOut(text)); err != nil {
		return 0, err
	}
	return len(text), nil
}

// spellOut returns the text itself when there is nothing to spell out.
func spellOut(text []byte) []byte {
	var out []byte
	done := 0
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if r != '\n' && hostile(r) {
			out = appendEscape(append(out, text[done:i]...), r)
			done = i + size
		}
		i += size
	}
	if done == 0 {
		return text
	}
	return append(out, text[done:]...)
}

func appendEscape(out []byte, r rune) []byte {
	if high, low := utf16.EncodeRune(r); high != utf8.RuneError {
		return fmt.Appendf(out, `\u%04x\u%04x`, high, low)
	}
	return fmt.Appendf(out, `\u%04x`, r)
}
