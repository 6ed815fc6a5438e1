package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/stormtree-dev/stormtree/policies"
	"github.com/stormtree-dev/stormtree/report"
	"github.com/stormtree-dev/stormtree/risk"
)

// ruleTime is how long one rule takes over a model.
type ruleTime struct {
	Rule     string  `json:"rule"`
	Millis   float64 `json:"milliseconds"` // of the quickest run
	Elements int     `json:"elements"`     // that the rule applies to
	Fails    int     `json:"fails"`
	Unknown  int     `json:"unknown"`
}

// profile is all rules, the slowest first.
type profile struct {
	Runs  int        `json:"runs"`
	Ready float64    `json:"input_milliseconds"` // until the model is ready for rules
	Rules []ruleTime `json:"rules"`
}

// mostRuns bounds how often a profile evaluates the rules.
const mostRuns = 1000

func newRulesProfile() *cobra.Command {
	var a analysis
	var format string
	runs := 5
	c := &cobra.Command{
		Use:   "profile MODEL",
		Short: "Say how long each rule takes over a model",
		Long: `Profile evaluates the rules several times, one after the other, and shows for
each the wall time of its quickest run, the slowest rule first. Times differ from
run to run; no other output of this program holds any.`,
		Example: `  stormtree rules profile model.yaml
  stormtree rules profile model.yaml --pack full --runs 20 --format json`,
		Args:              wants("MODEL"),
		ValidArgsFunction: completeModel,
		RunE: func(c *cobra.Command, args []string) error {
			if err := oneOf("format", format, answerFormats); err != nil {
				return err
			}
			if runs < 1 || runs > mostRuns {
				return fmt.Errorf("--runs %d is not between 1 and %d", runs, mostRuns)
			}
			s, err := a.subject(c.Context(), args[0])
			if err != nil {
				return err
			}
			defer s.close()
			p, err := s.profile(c.Context(), runs)
			if err != nil {
				return evaluated(err)
			}
			return p.write(c.OutOrStdout(), format)
		},
	}
	a.flags(c)
	c.Flags().IntVar(&runs, "runs", runs, "evaluate the rules so many times and show the quickest")
	c.Flags().StringVar(&format, "format", "text", strings.Join(answerFormats, " or "))
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(answerFormats, cobra.ShellCompDirectiveNoFileComp))
	return c
}

func (s *subject) profile(ctx context.Context, runs int) (profile, error) {
	p := profile{Runs: runs}
	for run := range runs {
		at, started := 0, time.Now()
		err := risk.Trace(ctx, s.model, s.options.Rules, func(rule string, found []policies.Result) {
			took := float64(time.Since(started).Microseconds()) / 1000
			switch {
			case rule == "" && run == 0:
				p.Ready = took
			case rule == "":
				p.Ready = min(p.Ready, took)
			case run == 0:
				p.Rules = append(p.Rules, timed(rule, took, found))
			default:
				p.Rules[at].Millis = min(p.Rules[at].Millis, took)
			}
			if rule != "" {
				at++
			}
			started = time.Now()
		})
		if err != nil {
			return p, err
		}
	}
	slices.SortStableFunc(p.Rules, func(a, b ruleTime) int { return cmp.Compare(b.Millis, a.Millis) })
	return p, nil
}

func timed(rule string, millis float64, found []policies.Result) ruleTime {
	t := ruleTime{Rule: rule, Millis: millis, Elements: len(found)}
	for _, r := range found {
		switch r.Outcome {
		case policies.Fail:
			t.Fails++
		case policies.Unknown:
			t.Unknown++
		}
	}
	return t
}

func (p profile) write(w io.Writer, format string) error {
	if format == "json" {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		return e.Encode(p)
	}
	t := report.Table{Head: []string{"rule", "ms", "elements", "fails", "unknown"}}
	sum := 0.0
	for _, r := range p.Rules {
		sum += r.Millis
		t.Rows = append(t.Rows, []string{r.Rule, fmt.Sprintf("%.3f", r.Millis), fmt.Sprint(r.Elements), fmt.Sprint(r.Fails), fmt.Sprint(r.Unknown)})
	}
	if err := t.Text(w); err != nil {
		return err
	}
	return say(w, fmt.Sprintf("%d rules take %.3f ms together, after %.3f ms for the model; the quickest of %d runs each", len(p.Rules), sum, p.Ready, p.Runs))
}
