package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/stormtree-dev/stormtree/policies"
	"github.com/stormtree-dev/stormtree/report"
)

func newRulesShow() *cobra.Command {
	var folders ruleFolders
	c := &cobra.Command{
		Use:     "show RULE",
		Short:   "Say what a rule looks for, why, and how to satisfy it",
		Example: "  stormtree rules show TEN-05",
		Args:    wants("RULE"),
		RunE: func(c *cobra.Command, args []string) error {
			rules, err := folders.catalogue(c.Context())
			if err != nil {
				return err
			}
			return showRule(c, rules, args[0])
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			var ids []cobra.Completion
			for _, r := range policies.Catalogue() {
				ids = append(ids, cobra.CompletionWithDesc(r.ID, r.Title))
			}
			return ids, cobra.ShellCompDirectiveNoFileComp
		},
	}
	folders.flags(c)
	return c
}

func showRule(c *cobra.Command, rules []policies.Rule, id string) error {
	at := slices.IndexFunc(rules, func(r policies.Rule) bool { return r.ID == id || slices.Contains(r.Aliases, id) })
	if at < 0 {
		ids := make([]string, len(rules))
		for i, r := range rules {
			ids[i] = r.ID
		}
		return unknown("rule", id, ids)
	}
	r := rules[at]
	text, _, err := r.Source()
	if err != nil {
		return err
	}
	page := slices.Concat(ruleWords(r), ruleLists(r), blocks(mapped(r)), []report.Section{{Head: r.File}})
	if err := report.Sections(c.OutOrStdout(), page, columns(c.OutOrStdout()), report.Options{Color: output{}.color(c)}); err != nil {
		return err
	}
	return say(c.OutOrStdout(), "\n"+code(text))
}

// columns are how wide a page may be: as wide as a terminal is, else the usual width.
func columns(w io.Writer) int {
	const usual = 100
	f, ok := w.(*os.File)
	if !ok {
		return usual
	}
	if width, _, err := term.GetSize(int(f.Fd())); err == nil {
		return width
	}
	return usual
}

// code is a rule's source without the METADATA above it, which the page says.
func code(source string) string {
	if at := strings.Index("\n"+source, "\npackage "); at >= 0 {
		source = source[at:]
	}
	return strings.TrimSpace(source)
}

// ruleWords are the parts of a rule's page that are sentences.
func ruleWords(r policies.Rule) []report.Section {
	words := []string{r.Severity, r.Family, "pack " + r.Pack, r.Status + "; looks at " + r.Scope}
	of := slices.Concat(r.Kinds, r.Protocols, r.Purposes)
	if len(of) > 0 {
		words[3] += " (" + strings.Join(of, ", ") + ")"
	}
	page := []report.Section{{Head: r.ID + "  " + r.Title, Text: strings.Join(words, ", ")}}
	remedy := r.Remediation
	if r.Effort != "" {
		remedy += " Effort: " + r.Effort + "."
	}
	for _, s := range []report.Section{
		{Head: "what", Text: r.Description},
		{Head: "why", Text: r.Rationale},
		{Head: "what to do", Text: remedy},
		{Head: "when a finding is none", Text: r.FalsePositives},
		{Head: "a finding says", Text: r.Message},
	} {
		if s.Text != "" {
			page = append(page, s)
		}
	}
	return page
}

// ruleLists are the parts of a rule's page that are lists of words.
func ruleLists(r policies.Rule) []report.Section {
	var params []string
	for _, name := range slices.Sorted(maps.Keys(r.Params)) {
		params = append(params, fmt.Sprintf("%s = %v", name, r.Params[name]))
	}
	var page []report.Section
	for _, list := range []struct {
		head  string
		words []string
	}{
		{"also known as", r.Aliases},
		{"facts it reads", r.Facts},
		{"parameters", params},
		{"fears", r.Fear},
		{"causes", r.Cause},
		{"stride", r.Stride},
		{"linddun", r.Linddun},
		{"attack-tree steps it opens", r.Opens},
		{"references", r.References},
	} {
		if len(list.words) > 0 {
			page = append(page, report.Section{Head: list.head, Text: strings.Join(list.words, ", "), Same: true})
		}
	}
	return page
}

// blocks are sections of a text whose blocks, a blank line apart, begin with a
// head and go on with indented rows.
func blocks(text string) []report.Section {
	var page []report.Section
	for _, block := range strings.Split(strings.Trim(text, "\n"), "\n\n") {
		lines := strings.Split(block, "\n")
		switch {
		case block == "":
		case len(lines) == 1:
			page = append(page, report.Section{Rows: lines})
		default:
			page = append(page, report.Section{Head: lines[0], Rows: lines[1:]})
		}
	}
	return page
}
