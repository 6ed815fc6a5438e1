package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/stormtree-dev/stormtree/library"
	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/policies"
	"github.com/stormtree-dev/stormtree/report"
	"github.com/stormtree-dev/stormtree/risk"
)

func newCheck() *cobra.Command {
	var g gating
	var format string
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
does not state is a warning unless --unknown says otherwise. A risk that a pattern
grew fails the gate by loss:AMOUNT alone; with --require-basis every risk fails
whose numbers rest on less than that, defaults and gaps for instance. With
--baseline, a finding that failed there and whose fact has vanished fails; with
--new-only nothing else fails that is in the baseline and no worse now. When nothing could be evaluated the exit code is 3, never 0. The answer is in every
format, and on standard error where the output is not text that you see anyway.
Where reports are public, --redact leaves attack paths out.

A change must not weaken the gate that judges it: with --policy-from REV the
waivers, rule settings and pattern switches of the model, the scale of severities, the
folders of --rules and the baseline are those of that git revision, and the answer says so
when the change alters them.`,
		Example: `  stormtree check model.yaml
  stormtree check model.yaml --fail-on critical --format sarif -o stormtree.sarif
  stormtree check model.yaml --fail-on high,TEN-01,loss:100k --warn-on family:privacy
  stormtree check model.yaml --baseline baseline.yaml --new-only
  stormtree check model.yaml --policy-from origin/main --format github`,
		Args:              wants("MODEL"),
		ValidArgsFunction: completeModel,
		RunE: func(c *cobra.Command, args []string) error {
			name, err := out.format(format, "text", report.GateFormats(), report.GateEndings())
			if err != nil {
				return err
			}
			register, judged, err := g.judge(c.Context(), args[0])
			if err != nil {
				return err
			}
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
	g.flags(c)
	g.growFlag(c)
	out.flag(c)
	formatFlag(c, &format, report.GateFormats())
	return c
}

// gating is a gate as the command line sets it up.
type gating struct {
	analysis
	risk.Gate
	words      gateWords
	baseline   string
	policyFrom string
}

func (g *gating) flags(c *cobra.Command) {
	g.analysis.flags(c)
	g.redactFlag(c)
	c.Flags().StringSliceVar(&g.words.fail, "fail-on", []string{risk.High}, "what fails: a severity and worse, a rule's id, family:KEY or loss:AMOUNT a year of a risk (repeatable)")
	c.Flags().StringSliceVar(&g.words.warn, "warn-on", nil, "what is told and does not fail, in the same words (repeatable)")
	c.Flags().StringVar(&g.Unknown, "unknown", risk.UnknownWarn, "a rule that waits for a fact: fail, warn or ignore")
	baselineFlag(c, &g.baseline)
	c.Flags().BoolVar(&g.NewOnly, "new-only", false, "let pass what is in the baseline, no worse than there")
	c.Flags().StringVar(&g.Gate.Basis, "require-basis", "", "fail on risks whose numbers rest on less: measured, survey, author (default: anything goes)")
	c.Flags().StringVar(&g.policyFrom, "policy-from", "", "git revision whose waivers, rules, settings, scale and baseline count instead of the change's own")
	_ = c.RegisterFlagCompletionFunc("fail-on", completeCriteria)
	_ = c.RegisterFlagCompletionFunc("warn-on", completeCriteria)
	_ = c.RegisterFlagCompletionFunc("require-basis", cobra.FixedCompletions(bases, cobra.ShellCompDirectiveNoFileComp))
	_ = c.RegisterFlagCompletionFunc("unknown", cobra.FixedCompletions(unknownWords, cobra.ShellCompDirectiveNoFileComp))
}

// judge analyses a model and applies the gate.
func (g *gating) judge(ctx context.Context, file string) (*risk.Register, report.Judgement, error) {
	var none report.Judgement
	if err := g.words.into(&g.Gate); err != nil {
		return nil, none, err
	}
	if g.policyFrom != "" {
		if len(g.own) > 0 {
			return nil, none, errors.New("--patterns reads a folder that the change may alter; with --policy-from there are only the bundled patterns")
		}
		if err := g.trust(ctx, file); err != nil {
			return nil, none, err
		}
		defer g.policy.close()
	}
	g.also = slices.Concat(g.FailOn.Rules(), g.WarnOn.Rules())
	s, err := g.subject(ctx, file)
	if err != nil {
		return nil, none, g.policy.named(err)
	}
	defer s.close()
	if err := g.Bind(s.model, s.options.Rules); err != nil {
		return nil, none, err
	}
	if g.Baseline, err = g.openBaseline(ctx, s.model); err != nil {
		return nil, none, err
	}
	if g.Baseline != nil {
		g.Baseline.Bind(s.options.Rules.Rules())
	}
	register, err := s.register(ctx)
	if err != nil {
		return nil, none, g.policy.named(err)
	}
	register = g.public(register)
	return register, g.judgement(register), nil
}

// trust sets the policy up that the gate goes by instead of the change's own.
func (g *gating) trust(ctx context.Context, file string) (err error) {
	if g.policy, err = trust(ctx, g.policyFrom, file); err != nil {
		return err
	}
	if g.dirs, err = g.policy.rules(ctx, g.dirs); err != nil {
		g.policy.close()
	}
	return err
}

// openBaseline is nil where none is asked for; new without a before means nothing.
func (g *gating) openBaseline(ctx context.Context, m *model.Model) (*risk.Baseline, error) {
	switch {
	case g.baseline != "" && g.policy != nil:
		return g.policy.baseline(ctx, g.baseline, m)
	case g.baseline != "":
		return openBaseline(g.baseline, m)
	case g.NewOnly:
		return nil, errors.New("--new-only wants --baseline FILE, which says what is not new")
	}
	return nil, nil
}

func (g *gating) judgement(r *risk.Register) report.Judgement {
	v := g.Judge(r)
	j := report.Judgement{Gate: g.Gate, Verdict: v, ExitCode: exitCode(outcome(v), io.Discard)}
	if g.policy != nil {
		j.PolicyFrom, j.Altered = g.policy.rev.String(), g.policy.altered
	}
	return j
}

// bases are those that a gate may insist on.
var bases = []string{library.Measured, library.Survey, library.Author}

var unknownWords = []string{risk.UnknownFail, risk.UnknownWarn, risk.UnknownIgnore}

// gateWords are a gate's criteria as they stand on the command line.
type gateWords struct{ fail, warn []string }

func (w gateWords) into(g *risk.Gate) (err error) {
	if err := oneOf("treatment of unknowns", g.Unknown, unknownWords); err != nil {
		return err
	}
	if err := oneOf("basis", g.Basis, append([]string{""}, bases...)); err != nil {
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
