package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/policies"
	"github.com/stormtree-dev/stormtree/report"
	"github.com/stormtree-dev/stormtree/risk"
)

func newCheck() *cobra.Command {
	var a analysis
	var gate risk.Gate
	var words gateWords
	var format, baseline string
	var out output
	c := &cobra.Command{
		Use:   "check MODEL",
		Short: "Gate a pipeline: exit 1 on findings or risks that are too bad",
		Long: `Check fails, with exit code 1, when a finding that nobody waived, or a risk in
the current view, is what --fail-on names: of a severity or worse, of a rule, of a
family of rules, or with that expected loss a year. What --warn-on names is told
and does not fail. When both name a finding, a rule goes before a family before a
severity, and --fail-on before --warn-on; a risk that both name fails. A rule that
is named is evaluated whatever the pack. A rule that waits for a fact the model
does not state is a warning unless --unknown says otherwise. With
--baseline, a finding that failed there and whose fact has vanished fails; with
--new-only nothing else fails that is in the baseline and no worse now. When nothing could be evaluated the exit code is 3, never 0. The answer is in every
format, and on standard error where the output is not text that you see anyway.
Where reports are public, --redact leaves attack paths out.`,
		Example: `  stormtree check model.yaml
  stormtree check model.yaml --fail-on critical --format sarif -o stormtree.sarif
  stormtree check model.yaml --fail-on high,TEN-01,loss:100k --warn-on family:privacy
  stormtree check model.yaml --baseline baseline.yaml --new-only`,
		Args:              wants("MODEL"),
		ValidArgsFunction: completeModel,
		RunE: func(c *cobra.Command, args []string) error {
			name, err := out.format(format, "text", report.GateFormats(), report.GateEndings())
			if err != nil {
				return err
			}
			if err := words.into(&gate); err != nil {
				return err
			}
			a.also = slices.Concat(gate.FailOn.Rules(), gate.WarnOn.Rules())
			s, err := a.subject(c.Context(), args[0])
			if err != nil {
				return err
			}
			if err := gate.Bind(s.model, s.options.Rules); err != nil {
				return err
			}
			if gate.Baseline, err = optionalBaseline(baseline, gate.NewOnly, s.model); err != nil {
				return err
			}
			register, err := s.register(c.Context())
			if err != nil {
				return err
			}
			register = a.public(register)
			judged := judge(gate, register)
			if err := out.write(c, func(w io.Writer) error {
				return report.Write(w, name, register, report.Options{Color: out.color(c), Version: versionString(), Judged: &judged})
			}); err != nil {
				return err
			}
			if !out.told(name) {
				fmt.Fprintln(c.ErrOrStderr(), report.Answer(register, judged))
			}
			return outcome(judged.Verdict)
		},
	}
	a.flags(c)
	a.redactFlag(c)
	out.flag(c)
	formatFlag(c, &format, report.GateFormats())
	c.Flags().StringSliceVar(&words.fail, "fail-on", []string{risk.High}, "what fails: a severity and worse, a rule's id, family:KEY or loss:AMOUNT a year of a risk (repeatable)")
	c.Flags().StringSliceVar(&words.warn, "warn-on", nil, "what is told and does not fail, in the same words (repeatable)")
	c.Flags().StringVar(&gate.Unknown, "unknown", risk.UnknownWarn, "a rule that waits for a fact: fail, warn or ignore")
	baselineFlag(c, &baseline)
	c.Flags().BoolVar(&gate.NewOnly, "new-only", false, "let pass what is in the baseline, no worse than there")
	_ = c.RegisterFlagCompletionFunc("fail-on", completeCriteria)
	_ = c.RegisterFlagCompletionFunc("warn-on", completeCriteria)
	_ = c.RegisterFlagCompletionFunc("unknown", cobra.FixedCompletions(unknownWords, cobra.ShellCompDirectiveNoFileComp))
	return c
}

// optionalBaseline is nil where none is asked for; new without a before means nothing.
func optionalBaseline(file string, newOnly bool, m *model.Model) (*risk.Baseline, error) {
	switch {
	case file != "":
		return openBaseline(file, m)
	case newOnly:
		return nil, errors.New("--new-only wants --baseline FILE, which says what is not new")
	}
	return nil, nil
}

var unknownWords = []string{risk.UnknownFail, risk.UnknownWarn, risk.UnknownIgnore}

// gateWords are a gate's criteria as they stand on the command line.
type gateWords struct{ fail, warn []string }

func (w gateWords) into(g *risk.Gate) (err error) {
	if err := oneOf("treatment of unknowns", g.Unknown, unknownWords); err != nil {
		return err
	}
	if g.FailOn, err = criteria("fail-on", w.fail); err != nil {
		return err
	}
	g.WarnOn, err = criteria("warn-on", w.warn)
	return err
}

// completeCriteria completes what a gate may mind.
func completeCriteria(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	words := report.Severities()
	var families []string
	for _, r := range policies.Catalogue() {
		words = append(words, cobra.CompletionWithDesc(r.ID, r.Title))
		families = append(families, "family:"+r.Family)
	}
	slices.Sort(families)
	return append(words, slices.Compact(families)...), cobra.ShellCompDirectiveNoFileComp
}

func criteria(flag string, words []string) (risk.Criteria, error) {
	var list risk.Criteria
	for _, word := range words {
		c, err := risk.ParseCriterion(strings.TrimSpace(word))
		if err != nil {
			return nil, fmt.Errorf("--%s %s: %w", flag, word, err)
		}
		list = append(list, c)
	}
	if flag == "fail-on" && len(list) == 0 {
		return nil, errors.New("--fail-on wants something that fails")
	}
	return list, nil
}

func judge(g risk.Gate, r *risk.Register) report.Judgement {
	v := g.Judge(r)
	return report.Judgement{Gate: g, Verdict: v, ExitCode: exitCode(outcome(v), io.Discard)}
}

// outcome is the error that a verdict, which is told already, ends the command with.
func outcome(v risk.Verdict) error {
	switch {
	case v.Empty:
		return errNothing
	case !v.Passed:
		return errGate
	}
	return nil
}
