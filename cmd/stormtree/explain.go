package main

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/stormtree-dev/stormtree/report"
	"github.com/stormtree-dev/stormtree/risk"
)

func newExplain() *cobra.Command {
	var a analysis
	var format string
	var out output
	c := &cobra.Command{
		Use:   "explain MODEL RISK",
		Short: "Say why a risk is what it is, and what would change it",
		Long: `Explain takes the id of a risk, threat/cause, as analyze prints it, and says why
it is there, why it ranks where it ranks, and which single fact would change it
most.`,
		Example:           `  stormtree explain model.yaml data-isolation-failure/provider-admin`,
		Args:              cobra.ExactArgs(2),
		ValidArgsFunction: completeIDs(riskIDs),
		RunE: func(c *cobra.Command, args []string) error {
			if err := oneOf("format", format, []string{"json", "text"}); err != nil {
				return err
			}
			explanation, err := a.explain(c, args[0], args[1])
			if err != nil {
				return err
			}
			return out.write(c, func(w io.Writer) error {
				if format == "json" {
					return report.ExplanationJSON(w, explanation)
				}
				return report.Explanation(w, explanation, report.Options{Color: out.color(c)})
			})
		},
	}
	a.flags(c)
	out.flag(c)
	c.Flags().StringVar(&format, "format", "text", "json or text")
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"json", "text"}, cobra.ShellCompDirectiveNoFileComp))
	return c
}

func (a *analysis) explain(c *cobra.Command, path, id string) (*risk.Explanation, error) {
	s, err := a.subject(c.Context(), path)
	if err != nil {
		return nil, err
	}
	register, err := risk.Analyze(c.Context(), s.model, s.options)
	if err != nil {
		return nil, evaluated(err)
	}
	if err := knownRisk(register, id); err != nil {
		return nil, err
	}
	explanation, err := risk.Explain(c.Context(), s.model, s.options, register, id)
	return explanation, evaluated(err)
}

func knownRisk(r *risk.Register, id string) error {
	known := make([]string, len(r.Risks))
	for i, row := range r.Risks {
		if row.ID == id {
			return nil
		}
		known[i] = row.ID
	}
	return unknown("risk", id, known)
}
