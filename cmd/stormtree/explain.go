package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
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
		Args:              wants("MODEL", "RISK"),
		ValidArgsFunction: a.completeRisks,
		RunE: func(c *cobra.Command, args []string) error {
			name, err := out.format(format, "text", answerFormats, answerEndings())
			if err != nil {
				return err
			}
			explanation, err := a.explain(c, args[0], args[1])
			if err != nil {
				return err
			}
			return out.write(c, func(w io.Writer) error {
				if name == "json" {
					return report.ExplanationJSON(w, explanation)
				}
				return report.Explanation(w, explanation, report.Options{Color: out.color(c)})
			})
		},
	}
	a.flags(c)
	a.growFlag(c)
	out.flag(c)
	formatFlag(c, &format, answerFormats)
	return c
}

func (a *analysis) explain(c *cobra.Command, path, id string) (*risk.Explanation, error) {
	s, err := a.subject(c.Context(), path)
	if err != nil {
		return nil, err
	}
	defer s.close()
	register, err := risk.Analyze(c.Context(), s.model, s.options)
	if err != nil {
		return nil, evaluated(err)
	}
	if err := knownRisk(s.model, register, id); err != nil {
		return nil, err
	}
	explanation, err := risk.Explain(c.Context(), s.model, s.options, register, id)
	return explanation, evaluated(err)
}

// completeRisks completes the second argument with the ranked risks, which takes an analysis.
func (a *analysis) completeRisks(c *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) != 1 {
		return completeModel(c, args, word)
	}
	register, err := a.register(c.Context(), args[0])
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var ids []cobra.Completion
	for _, r := range register.Risks {
		ids = append(ids, cobra.CompletionWithDesc(r.ID, r.Title+" by "+r.CauseTitle))
	}
	return ids, cobra.ShellCompDirectiveNoFileComp
}

// knownRisk refuses an id that is no risk of the register: because it names
// nothing, or because the threat is not possible for that cause.
func knownRisk(m *model.Model, r *risk.Register, id string) error {
	known := make([]string, len(r.Risks))
	for i, row := range r.Risks {
		if row.ID == id {
			return nil
		}
		known[i] = row.ID
	}
	threat, cause, _ := strings.Cut(id, "/")
	if m.Threat(threat) == nil || cause != risk.ByAccident && m.Attacker(cause) == nil {
		return unknown("risk", id, known)
	}
	if err := knownThreat(m, threat); err != nil {
		return err
	}
	return fmt.Errorf("there is no risk %s: as modelled, %s", source.Quote(id), impossible(threat, cause))
}

func impossible(threat, cause string) string {
	if cause == risk.ByAccident {
		return source.Quote(threat) + " does not happen by accident alone"
	}
	return source.Quote(threat) + " is not possible for " + source.Quote(cause)
}
