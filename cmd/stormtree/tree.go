package main

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/stormtree-dev/stormtree/report"
	"github.com/stormtree-dev/stormtree/risk"
)

func newTree() *cobra.Command {
	var a analysis
	var attacker, format string
	var out output
	c := &cobra.Command{
		Use:   "tree MODEL THREAT",
		Short: "Evaluate one attack tree",
		Long: `Tree answers for one attempt at one threat by somebody without limits, accidents
included: the probability, the cheapest, likeliest and quickest attack, the
minimal sets of steps, and the front of cost against probability. With --attacker
it answers for what that attacker can do.`,
		Example: `  stormtree tree model.yaml data-isolation-failure
  stormtree tree model.yaml data-isolation-failure --attacker provider-admin --format json`,
		Args:              wants("MODEL", "THREAT"),
		ValidArgsFunction: completeIDs(threatIDs),
		RunE: func(c *cobra.Command, args []string) error {
			name, err := out.format(format, "text", answerFormats, answerEndings())
			if err != nil {
				return err
			}
			tree, err := a.tree(c, args[0], args[1], attacker)
			if err != nil {
				return err
			}
			return out.write(c, func(w io.Writer) error {
				if name == "json" {
					return report.TreeJSON(w, tree)
				}
				return report.Tree(w, tree, report.Options{Color: out.color(c)})
			})
		},
	}
	a.flags(c)
	out.flag(c)
	c.Flags().StringVar(&attacker, "attacker", "", "narrow to what this attacker can do")
	formatFlag(c, &format, answerFormats)
	_ = c.RegisterFlagCompletionFunc("attacker", completeFlag(attackerIDs))
	return c
}

// tree evaluates one tree of a model; unknown ids are the user's mistake.
func (a *analysis) tree(c *cobra.Command, path, threat, attacker string) (*risk.Tree, error) {
	s, err := a.subject(c.Context(), path)
	if err != nil {
		return nil, err
	}
	if err := knownThreat(s.model, threat); err != nil {
		return nil, err
	}
	if err := knownAttacker(s.model, attacker); err != nil {
		return nil, err
	}
	tree, err := risk.BuildTree(c.Context(), s.model, s.options, threat, attacker)
	return tree, evaluated(err)
}
