package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/stormtree-dev/stormtree/report"
	"github.com/stormtree-dev/stormtree/risk"
)

func newAnalyze() *cobra.Command {
	var a analysis
	var format, by string
	var out output
	c := &cobra.Command{
		Use:   "analyze MODEL",
		Short: "Rank the risks of a model",
		Long: `Analyze evaluates every policy rule and every attack tree of a model and prints
the risks, the worst first: how likely, at what loss a year, how they would
happen, what opens the door and what helps. When nothing could be evaluated the
exit code is 3. A Threagile file is read directly.

With --by, findings and risks are grouped: by what is feared, by what the cloud
brings with it (cause), by STRIDE, by LINDDUN, or by whose hands it is in
(operator). Whatever has several words stands in several groups.`,
		Example: `  stormtree analyze model.yaml
  stormtree analyze model.yaml --format json | jq '.risks[0]'
  stormtree analyze model.yaml --by fear
  stormtree analyze model.yaml -o risks.md`,
		Args:              wants("MODEL"),
		ValidArgsFunction: completeModel,
		RunE: func(c *cobra.Command, args []string) error {
			name, err := out.format(format, "text", report.Formats(), report.Endings())
			if err != nil {
				return err
			}
			if err := canGroup(by, name); err != nil {
				return err
			}
			register, err := a.register(c.Context(), args[0])
			if err != nil {
				return err
			}
			register = a.public(register)
			if err := out.write(c, func(w io.Writer) error {
				return report.Write(w, name, register, report.Options{Color: out.color(c), Groups: by, Version: versionString()})
			}); err != nil {
				return err
			}
			return somethingEvaluated(c, register, out.told(name))
		},
	}
	a.flags(c)
	a.growFlag(c)
	a.redactFlag(c)
	out.flag(c)
	formatFlag(c, &format, report.Formats())
	c.Flags().StringVar(&by, "by", "", "group findings and risks: "+strings.Join(risk.Axes(), ", "))
	_ = c.RegisterFlagCompletionFunc("by", cobra.FixedCompletions(risk.Axes(), cobra.ShellCompDirectiveNoFileComp))
	return c
}

// canGroup refuses groups where a format has no place for them.
func canGroup(by, format string) error {
	if by == "" {
		return nil
	}
	if known := report.GroupFormats(); !slices.Contains(known, format) {
		return fmt.Errorf("--by has no place in %s; there are %s", format, strings.Join(known, ", "))
	}
	return oneOf("grouping", by, risk.Axes())
}

// somethingEvaluated refuses success to a report about nothing, which says so itself.
func somethingEvaluated(c *cobra.Command, r *risk.Register, told bool) error {
	if !(risk.Gate{}).Judge(r).Empty {
		return nil
	}
	if !told {
		fmt.Fprintln(c.ErrOrStderr(), "stormtree:", errNothing)
	}
	return errNothing
}

// formatFlag adds --format; without it the output's name decides, else it is text.
func formatFlag(c *cobra.Command, format *string, known []string) {
	c.Flags().StringVar(format, "format", "", strings.Join(known, ", ")+" (default: by the output's name, else "+known[len(known)-1]+")")
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(known, cobra.ShellCompDirectiveNoFileComp))
}

// oneOf refuses words that a flag does not know. "" may be among the known and is not named.
func oneOf(flag, word string, known []string) error {
	if slices.Contains(known, word) {
		return nil
	}
	named := slices.DeleteFunc(slices.Clone(known), func(k string) bool { return k == "" })
	return fmt.Errorf("no %s %q; there are %s", flag, word, strings.Join(named, ", "))
}
