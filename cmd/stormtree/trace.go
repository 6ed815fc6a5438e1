package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/stormtree-dev/stormtree/library"
	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/policies"
)

func newRulesTrace() *cobra.Command {
	var folders ruleFolders
	var format string
	var terms bool
	var out output
	c := &cobra.Command{
		Use:   "trace ID",
		Short: "Say what a rule, technique, weakness or control leads to, and what helps",
		Long: `Trace takes the id of a rule (TEN-05), of an attack technique (T1530), attack
pattern (CAPEC-94), weakness (CWE-287), tactic, mitigation, countermeasure or
control (NIST-800-53:AC-3, CCM:IAM-16), or the word of a regulation (gdpr), and
says what it is called, what it is tied to, which rules map to it, and what is
known to help against it.`,
		Example: `  stormtree rules trace T1530
  stormtree rules trace TEN-05 --format json
  stormtree rules trace --terms`,
		Args: func(c *cobra.Command, args []string) error {
			if terms {
				return wants()(c, args)
			}
			return wants("ID")(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error {
			if terms {
				return say(c.OutOrStdout(), library.Notice())
			}
			name, err := out.format(format, "text", answerFormats, answerEndings())
			if err != nil {
				return err
			}
			rules, err := folders.catalogue(c.Context())
			if err != nil {
				return err
			}
			t, err := trace(rules, args[0])
			if err != nil {
				return err
			}
			return out.write(c, func(w io.Writer) error { return t.write(w, name) })
		},
		ValidArgsFunction: completeTraceable,
	}
	folders.flags(c)
	out.flag(c)
	formatFlag(c, &format, answerFormats)
	c.Flags().BoolVar(&terms, "terms", false, "print the terms of all that the answers come from")
	return c
}

// completeTraceable offers what is ours; the names of others are too many.
func completeTraceable(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var ids []cobra.Completion
	for _, r := range policies.Catalogue() {
		ids = append(ids, cobra.CompletionWithDesc(r.ID, r.Title))
	}
	for _, l := range library.Laws() {
		ids = append(ids, cobra.CompletionWithDesc(l.ID, l.Title))
	}
	return ids, cobra.ShellCompDirectiveNoFileComp
}

// tracing is the answer of `rules trace`, in JSON a form that scripts rely on. Of
// a rule, what it maps to stands under related.
type tracing struct {
	library.Trace
	Regulation *library.Law     `json:"regulation,omitempty"`
	Rules      []ruleName       `json:"rules"` // that map to it
	Sources    []library.Source `json:"sources"`
}

type ruleName struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// What a tracing is of, besides the kinds of the library.
const (
	kindRule       library.Kind = "rule"
	kindRegulation library.Kind = "regulation"
)

func trace(rules []policies.Rule, id string) (tracing, error) {
	if at := slices.IndexFunc(rules, func(r policies.Rule) bool { return r.ID == id || slices.Contains(r.Aliases, id) }); at >= 0 {
		return sourced(tracing{Trace: ruleTrace(rules[at]), Rules: []ruleName{}}), nil
	}
	if law, ok := library.LawNamed(id); ok {
		entry := library.Entry{ID: law.ID, Catalogue: "regulations", Kind: kindRegulation, Title: law.Title}
		return tracing{traceOf(entry), &law, rulesAbout(rules), []library.Source{}}, nil
	}
	if t, ok := library.Follow(id); ok {
		return sourced(tracing{Trace: t, Rules: rulesFor(rules, t.Entry)}), nil
	}
	return tracing{}, untraceable(rules, id)
}

// untraceable says that nothing has such an id, and what was probably meant.
func untraceable(rules []policies.Rule, id string) error {
	var known []string
	for _, r := range rules {
		known = append(known, r.ID)
	}
	for _, l := range library.Laws() {
		known = append(known, l.ID)
	}
	message := fmt.Sprintf("nothing is known of %s", source.Quote(id))
	if near := nearest(id, known); near != "" {
		return fmt.Errorf("%s; did you mean %s?", message, source.Quote(near))
	}
	if near, ok := library.Nearest(id); ok {
		return fmt.Errorf("%s; the nearest is %s, %s", message, near.ID, near.Title)
	}
	return fmt.Errorf("%s", message)
}

func traceOf(e library.Entry) library.Trace {
	none := []library.Related{}
	return library.Trace{Entry: e, Parents: []library.Entry{}, Children: []library.Entry{}, Related: none, Defences: none}
}

// ruleTrace is what a rule maps to and what helps against that. Weaknesses are
// asked only where a rule names neither technique nor pattern: they lead to too much.
func ruleTrace(r policies.Rule) library.Trace {
	t := traceOf(library.Entry{ID: r.ID, Catalogue: "stormtree", Kind: kindRule, Title: r.Title})
	for _, e := range mappedEntries(r) {
		t.Related = append(t.Related, library.Related{Entry: e, Via: []string{}})
	}
	ids := slices.Concat(r.Attack, r.Capec)
	if len(ids) == 0 {
		ids = r.CWE
	}
	for _, id := range ids {
		followed, _ := library.Follow(id)
		for _, d := range followed.Defences {
			t.Defences = united(t.Defences, d, id)
		}
	}
	slices.SortStableFunc(t.Defences, func(a, b library.Related) int { return slices.Index(helping, a.Kind) - slices.Index(helping, b.Kind) })
	return t
}

// united adds a defence to others, or the way to it to the same one.
func united(list []library.Related, d library.Related, id string) []library.Related {
	if len(d.Via) == 0 {
		d.Via = []string{id}
	}
	at := slices.IndexFunc(list, func(r library.Related) bool { return r.Entry == d.Entry && r.Note == d.Note })
	if at < 0 {
		d.Via = slices.Clone(d.Via)
		return append(list, d)
	}
	for _, via := range d.Via {
		if !slices.Contains(list[at].Via, via) {
			list[at].Via = append(list[at].Via, via)
		}
	}
	return list
}

// mappedEntries are what a rule maps to, with their titles; "" where the library knows none.
func mappedEntries(r policies.Rule) []library.Entry {
	var list []library.Entry
	for _, id := range slices.Concat(r.Attack, r.Capec, r.CWE, r.Controls) {
		e, ok := library.Find(id)
		if !ok {
			e = library.Entry{ID: id}
		}
		list = append(list, e)
	}
	return list
}

func rulesFor(rules []policies.Rule, e library.Entry) []ruleName {
	return ruleNames(rules, func(r policies.Rule) bool { return slices.Contains(mappedEntries(r), e) })
}

// rulesAbout are the rules that read which regulations an asset falls under.
func rulesAbout(rules []policies.Rule) []ruleName {
	return ruleNames(rules, func(r policies.Rule) bool {
		return slices.ContainsFunc(r.Facts, func(fact string) bool { return strings.HasSuffix(fact, "regulations") })
	})
}

func ruleNames(rules []policies.Rule, these func(policies.Rule) bool) []ruleName {
	names := []ruleName{}
	for _, r := range rules {
		if these(r) {
			names = append(names, ruleName{r.ID, r.Title})
		}
	}
	return names
}

// sourced adds where everything in a tracing comes from.
func sourced(t tracing) tracing {
	named := map[string]bool{t.Catalogue: true}
	for _, r := range slices.Concat(t.Related, t.Defences) {
		named[r.Catalogue] = true
		if t.Kind != kindRule && (r.Kind == library.Control || t.Kind == library.Control) || r.Kind == library.Capability || t.Kind == library.Capability {
			named["CTID"] = true // who ties controls and capabilities to techniques
		}
	}
	t.Sources = slices.DeleteFunc(library.Sources(), func(s library.Source) bool { return !named[s.ID] })
	return t
}

func (t tracing) write(w io.Writer, format string) error {
	if format == "json" {
		encoder := json.NewEncoder(w)
		encoder.SetIndent("", "  ")
		return encoder.Encode(t)
	}
	return say(w, t.text())
}
