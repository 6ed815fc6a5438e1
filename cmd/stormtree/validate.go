package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func newValidate() *cobra.Command {
	var a analysis
	c := &cobra.Command{
		Use:               "validate MODEL...",
		Short:             "Check that models are well formed, rule names included",
		Example:           "  stormtree validate model.yaml",
		Args:              cobra.MinimumNArgs(1),
		ValidArgsFunction: cobra.FixedCompletions([]string{"yaml", "yml"}, cobra.ShellCompDirectiveFilterFileExt),
		RunE: func(c *cobra.Command, args []string) error {
			for _, path := range args {
				s, err := a.subject(c.Context(), path)
				if err != nil {
					return err
				}
				m := s.model
				fmt.Fprintf(c.OutOrStdout(), "%s is fine: %d components, %d flows, %d attackers, %d threats, %d steps, %d mitigations\n",
					path, len(m.Components), len(m.Flows), len(m.Attackers), len(m.Threats), len(m.Steps), len(m.Mitigations))
			}
			return nil
		},
	}
	a.flags(c)
	return c
}
