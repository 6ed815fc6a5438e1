package main

import (
	"context"
	"encoding/json"
	"io"
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
  stormtree rules test my-rules
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
