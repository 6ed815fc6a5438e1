package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
)

func newValidate() *cobra.Command {
	var a analysis
	c := &cobra.Command{
		Use:               "validate MODEL...",
		Short:             "Check that models are well formed, rule names included",
		Example:           "  stormtree validate model.yaml",
		Args:              wants("MODEL..."),
		ValidArgsFunction: cobra.FixedCompletions([]string{"yaml", "yml"}, cobra.ShellCompDirectiveFilterFileExt),
		RunE: func(c *cobra.Command, args []string) error {
			for _, path := range args {
				s, err := a.subject(c.Context(), path)
				if err != nil {
					return err
				}
				s.close()
				if _, err := fmt.Fprintf(c.OutOrStdout(), "%s is fine: %s\n", source.Printable(path), contents(s.model)); err != nil {
					return err
				}
			}
			return nil
		},
	}
	a.flags(c)
	return c
}

// contents counts what a model has, in words.
func contents(m *model.Model) string {
	var words []string
	for _, part := range []struct {
		n    int
		noun string
	}{
		{len(m.Components), "component"},
		{len(m.Flows), "flow"},
		{len(m.Attackers), "attacker"},
		{len(m.Threats), "threat"},
		{len(m.Steps), "step"},
		{len(m.Mitigations), "mitigation"},
	} {
		if part.n != 1 {
			part.noun += "s"
		}
		words = append(words, fmt.Sprintf("%d %s", part.n, part.noun))
	}
	return strings.Join(words, ", ")
}
