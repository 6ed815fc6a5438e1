package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/stormtree-dev/stormtree/policies"
	"github.com/stormtree-dev/stormtree/report"
)

func newRules() *cobra.Command {
	c := &cobra.Command{
		Use:   "rules",
		Short: "List, show, trace, write, test and time the policy rules",
		Example: `  stormtree rules list
  stormtree rules show TEN-05
  stormtree rules trace T1530
  stormtree rules new my-rules ORG-01
  stormtree rules test --rules my-rules
  stormtree rules profile model.yaml`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newRulesList(), newRulesShow(), newRulesTrace(), newRulesNew(), newRulesTest(), newRulesProfile(),
		newRulesDigest(), newRulesWorker())
	return c
}

// ruleRow is one rule in `rules list --format json`, a form that scripts rely on.
type ruleRow struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Family   string   `json:"family"`
	Pack     string   `json:"pack"`
	Severity string   `json:"severity"`
	Status   string   `json:"status"`
	Controls []string `json:"controls"`
	Fear     []string `json:"fear"`
	Cause    []string `json:"cause"`
	Stride   []string `json:"stride"`
	Linddun  []string `json:"linddun"`
}

func newRulesList() *cobra.Command {
	var folders ruleFolders
	var format string
	c := &cobra.Command{
		Use:     "list",
		Short:   "List every rule",
		Example: "  stormtree rules list --format json",
		Args:    wants(),
		RunE: func(c *cobra.Command, _ []string) error {
			if err := oneOf("format", format, []string{"json", "text"}); err != nil {
				return err
			}
			rules, err := folders.catalogue(c.Context())
			if err != nil {
				return err
			}
			if format == "json" {
				return ruleListJSON(c.OutOrStdout(), rules)
			}
			return ruleList(c.OutOrStdout(), rules)
		},
	}
	folders.flags(c)
	c.Flags().StringVar(&format, "format", "text", "json or text")
	return c
}

// catalogue is the bundled rules, with those of the given folders if there are any.
func (f *ruleFolders) catalogue(ctx context.Context) ([]policies.Rule, error) {
	if len(f.dirs) == 0 {
		return policies.Catalogue(), nil
	}
	pack, err := f.load(ctx, policies.Options{Pack: "full"})
	if err != nil {
		return nil, err
	}
	defer pack.Close()
	return pack.Rules(), nil
}

func ruleListJSON(w io.Writer, rules []policies.Rule) error {
	rows := make([]ruleRow, len(rules))
	for i, r := range rules {
		rows[i] = ruleRow{
			ID: r.ID, Title: r.Title, Family: r.Family, Pack: r.Pack, Severity: r.Severity, Status: r.Status,
			Controls: stated(r.Controls), Fear: stated(r.Fear), Cause: stated(r.Cause), Stride: stated(r.Stride), Linddun: stated(r.Linddun),
		}
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(rows)
}

func ruleList(w io.Writer, rules []policies.Rule) error {
	t := report.Table{Head: []string{"rule", "severity", "pack", "family", "fears", "title"}}
	for _, r := range rules {
		t.Rows = append(t.Rows, []string{r.ID, r.Severity, r.Pack, r.Family, strings.Join(r.Fear, ", "), r.Title})
	}
	return t.Text(w)
}

// stated is a list that JSON never writes as null.
func stated(words []string) []string { return append([]string{}, words...) }

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
			return showRule(c.OutOrStdout(), rules, args[0])
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

func showRule(w io.Writer, rules []policies.Rule, id string) error {
	at := slices.IndexFunc(rules, func(r policies.Rule) bool { return r.ID == id || slices.Contains(r.Aliases, id) })
	if at < 0 {
		ids := make([]string, len(rules))
		for i, r := range rules {
			ids[i] = r.ID
		}
		return unknown("rule", id, ids)
	}
	text, _, err := rules[at].Source()
	if err != nil {
		return err
	}
	return say(w, ruleCard(rules[at])+"\n"+strings.TrimSpace(text)+"\n")
}

// ruleCard is one rule for people.
func ruleCard(r policies.Rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s\n%s, %s, pack %s, %s; looks at %s\n", r.ID, r.Title, r.Severity, r.Family, r.Pack, r.Status, r.Scope)
	for _, part := range []struct{ head, text string }{
		{"what", r.Description}, {"why", r.Rationale}, {"what to do", r.Remediation},
	} {
		if part.text != "" {
			fmt.Fprintf(&b, "\n%s\n  %s\n", part.head, strings.ReplaceAll(strings.TrimSpace(part.text), "\n", "\n  "))
		}
	}
	for _, list := range []struct {
		head  string
		words []string
	}{
		{"facts it reads", r.Facts},
		{"fears", r.Fear},
		{"causes", r.Cause},
		{"stride", r.Stride},
		{"linddun", r.Linddun},
		{"attack-tree steps it opens", r.Opens},
		{"references", r.References},
	} {
		if len(list.words) > 0 {
			fmt.Fprintf(&b, "\n%s: %s", list.head, strings.Join(list.words, ", "))
		}
	}
	b.WriteString("\n" + mapped(r))
	return b.String()
}

func newRulesTest() *cobra.Command {
	var folders ruleFolders
	c := &cobra.Command{
		Use:     "test",
		Short:   "Run the Rego tests of the bundled rules and of your own",
		Example: "  stormtree rules test --rules my-rules",
		Args:    wants(),
		RunE: func(c *cobra.Command, _ []string) error {
			o, err := folders.into(policies.Options{})
			if err != nil {
				return err
			}
			report, err := policies.RunTests(c.Context(), o)
			if err != nil {
				return stopped(err)
			}
			return tellTests(c.OutOrStdout(), report.Tests)
		},
	}
	folders.flags(c)
	return c
}

func tellTests(w io.Writer, results []policies.TestResult) error {
	failed := 0
	for _, r := range results {
		if !r.Passed && !r.Skipped {
			failed++
			if err := say(w, fmt.Sprintf("FAIL %s:%d %s: %s", r.File, r.Line, r.Name, r.Detail)); err != nil {
				return err
			}
		}
	}
	if _, err := fmt.Fprintf(w, "%d passed, %d failed\n", len(results)-failed, failed); err != nil {
		return err
	}
	switch {
	case len(results) == 0:
		return notEvaluated{errors.New("there are no tests")}
	case failed > 0:
		return errGate
	}
	return nil
}
