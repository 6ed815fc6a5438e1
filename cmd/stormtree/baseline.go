package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/risk"
)

func newBaseline() *cobra.Command {
	c := &cobra.Command{
		Use:   "baseline",
		Short: "Write down what is known, so that a gate fails on what is new",
		Long: `A baseline holds the findings of a model, by rule and element, and its risks, by
id and severity. check --baseline FILE --new-only lets them pass and fails on what
is new or worse, and on a finding whose fact has vanished from the model. Keep the
file beside the model, review changes of it, and prune it as things get fixed.`,
		Example: `  stormtree baseline create model.yaml -o baseline.yaml
  stormtree check model.yaml --baseline baseline.yaml --new-only
  stormtree baseline prune model.yaml --baseline baseline.yaml`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newBaselineCreate(), newBaselinePrune())
	return c
}

func newBaselineCreate() *cobra.Command {
	var a analysis
	var out output
	c := &cobra.Command{
		Use:   "create MODEL",
		Short: "Write the baseline of a model",
		Long: `Create writes every finding and every risk of a model, whatever its severity,
except findings that are waived or closed: those are news when that ends.`,
		Example:           "  stormtree baseline create model.yaml -o baseline.yaml",
		Args:              wants("MODEL"),
		ValidArgsFunction: completeModel,
		RunE: func(c *cobra.Command, args []string) error {
			register, err := a.register(c.Context(), args[0])
			if err != nil {
				return err
			}
			b := risk.NewBaseline(register)
			if err := out.write(c, b.Write); err != nil {
				return err
			}
			fmt.Fprintf(c.ErrOrStderr(), "%d findings and %d risks are known now\n", len(b.Findings), len(b.Risks))
			return somethingEvaluated(c, register, false)
		},
	}
	a.flags(c)
	a.growFlag(c)
	out.flag(c)
	return c
}

func newBaselinePrune() *cobra.Command {
	var a analysis
	var file string
	var out output
	c := &cobra.Command{
		Use:   "prune MODEL --baseline FILE",
		Short: "Drop from a baseline what is fixed",
		Long: `Prune rewrites a baseline without the findings and risks that the model has no
longer, and with lower severities where they fell. It never adds anything, and
keeps a failing finding whose fact has merely vanished from the model.`,
		Example:           "  stormtree baseline prune model.yaml --baseline baseline.yaml",
		Args:              wants("MODEL"),
		ValidArgsFunction: completeModel,
		RunE: func(c *cobra.Command, args []string) error {
			s, err := a.subject(c.Context(), args[0])
			if err != nil {
				return err
			}
			defer s.close()
			b, err := openBaseline(file, s.model)
			if err != nil {
				return err
			}
			b.Bind(s.options.Rules.Rules())
			register, err := s.register(c.Context())
			if err != nil {
				return err
			}
			if err := somethingEvaluated(c, register, false); err != nil {
				return err // what cannot be judged is not fixed
			}
			kept, pruned := b.Prune(register)
			if out.file == "" {
				out.file = file
			}
			if err := out.write(c, func(w io.Writer) error { return kept.Write(w) }); err != nil {
				return err
			}
			fmt.Fprintf(c.ErrOrStderr(), "%d findings and %d risks kept, %d dropped or made milder\n", len(kept.Findings), len(kept.Risks), pruned)
			return nil
		},
	}
	a.flags(c)
	a.growFlag(c)
	out.flag(c)
	baselineFlag(c, &file)
	_ = c.MarkFlagRequired("baseline")
	return c
}

func baselineFlag(c *cobra.Command, file *string) {
	c.Flags().StringVar(file, "baseline", "", "file with what was known before (stormtree baseline create)")
	_ = c.MarkFlagFilename("baseline", "yaml", "yml")
}

// openBaseline reads a baseline and refuses one of another model.
func openBaseline(file string, m *model.Model) (*risk.Baseline, error) {
	data, err := model.ReadFile(file)
	if err != nil {
		return nil, err
	}
	b, problems := risk.ReadBaseline(file, data)
	if len(problems) == 0 {
		problems = b.Belongs(m)
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return b, nil
}
