package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/policies"
	"github.com/stormtree-dev/stormtree/risk"
)

func newRulesTest() *cobra.Command {
	var folders ruleFolders
	c := &cobra.Command{
		Use:   "test [DIR...]",
		Short: "Run the tests of rules: of those in folders, or of the bundled ones",
		Long: `Test runs the Rego tests in and below the folders and says which lines of each
rule none of them has run. Where RULE.good.yaml and RULE.bad.yaml lie beside
RULE.rego, the rule must find nothing in the first, though it applies to something
there, and exactly one thing in the second. Without a folder the tests of the
bundled rules are run. The exit code is 1 when anything fails, and 3 when there is
no test.`,
		Example: "  stormtree rules test my-rules",
		RunE: func(c *cobra.Command, args []string) error {
			folders.dirs = append(folders.dirs, args...)
			o, err := folders.into(policies.Options{})
			if err != nil {
				return err
			}
			report, err := policies.RunTests(c.Context(), o)
			if err != nil {
				return stopped(err)
			}
			t := trial{tests: report.Tests}
			if len(folders.dirs) > 0 {
				if err := t.rules(c.Context(), &folders, report.Coverage); err != nil {
					return err
				}
			}
			return t.tell(c.OutOrStdout())
		},
	}
	folders.flags(c)
	return c
}

// trial is what came of tests.
type trial struct {
	tests   []policies.TestResult
	tried   []ruleTrial // of the folders' rules, sorted by file
	models  int         // that were tried
	amiss   []string    // what is wrong with models
	skipped int
}

// ruleTrial is what came of one rule.
type ruleTrial struct {
	policies.Rule
	coverage policies.FileCoverage
	models   int
}

// rules tries the models beside the folders' rules.
func (t *trial) rules(ctx context.Context, folders *ruleFolders, coverage []policies.FileCoverage) error {
	pack, err := folders.load(ctx, policies.Options{Pack: "full"})
	if err != nil {
		return err
	}
	defer pack.Close()
	for _, r := range pack.Rules() {
		if r.Family != "user" {
			continue
		}
		tried := ruleTrial{Rule: r}
		if at := slices.IndexFunc(coverage, func(c policies.FileCoverage) bool { return c.File == r.File }); at >= 0 {
			tried.coverage = coverage[at]
		}
		if tried.models, err = t.beside(ctx, pack, r); err != nil {
			return err
		}
		t.models += tried.models
		t.tried = append(t.tried, tried)
	}
	slices.SortFunc(t.tried, func(a, b ruleTrial) int { return strings.Compare(a.File, b.File) })
	return nil
}

// beside tries the two models beside a rule, if they are there, and counts them.
func (t *trial) beside(ctx context.Context, pack *policies.Pack, r policies.Rule) (int, error) {
	tried := 0
	for _, want := range []struct {
		ending string
		fails  int
	}{{".bad.yaml", 1}, {".good.yaml", 0}} {
		file := strings.TrimSuffix(r.File, ".rego") + want.ending
		if _, err := os.Stat(file); errors.Is(err, os.ErrNotExist) {
			continue
		}
		tried++
		said, err := outcomes(ctx, pack, r.ID, file)
		if problems := source.Problems(nil); errors.As(err, &problems) {
			t.amiss = append(t.amiss, problems.Error())
			continue
		}
		if err != nil {
			return 0, err
		}
		if wrong := judge(said, r.ID, want.fails); wrong != "" {
			t.amiss = append(t.amiss, file+": "+wrong)
		}
	}
	return tried, nil
}

// outcomes are how often a rule says what about a model.
func outcomes(ctx context.Context, pack *policies.Pack, rule, file string) (map[policies.Outcome]int, error) {
	o, err := open(file)
	if err != nil {
		return nil, err
	}
	if problems := risk.Bind(o.model, pack); len(problems) > 0 {
		return nil, problems
	}
	said := map[policies.Outcome]int{}
	err = risk.Trace(ctx, o.model, pack, func(id string, found []policies.Result) {
		for _, r := range found {
			if id == rule {
				said[r.Outcome]++
			}
		}
	})
	return said, evaluated(err)
}

func judge(said map[policies.Outcome]int, rule string, fails int) string {
	applies := said[policies.Fail] + said[policies.Pass] + said[policies.Unknown]
	switch {
	case applies == 0:
		return rule + " applies to nothing there, so the model proves nothing"
	case said[policies.Fail] != fails:
		return fmt.Sprintf("%s has %d findings there, and should have %d", rule, said[policies.Fail], fails)
	case fails == 0 && said[policies.Pass] == 0:
		return rule + " waits for facts there, so the model proves nothing"
	}
	return ""
}

// tell writes what came of it; a failure is the gate's error.
func (t *trial) tell(w io.Writer) error {
	failed := 0
	var b strings.Builder
	for _, r := range t.tests {
		switch {
		case r.Skipped:
			t.skipped++
		case !r.Passed:
			failed++
			fmt.Fprintf(&b, "FAIL %s:%d %s: %s\n", r.File, r.Line, r.Name, r.Detail)
		}
	}
	for _, wrong := range t.amiss {
		fmt.Fprintf(&b, "FAIL %s\n", wrong)
	}
	for _, r := range t.tried {
		b.WriteString(t.line(r) + "\n")
	}
	fmt.Fprintln(&b, t.sum(failed))
	if err := say(w, b.String()); err != nil {
		return err
	}
	switch {
	case len(t.tests)+t.models == 0:
		return notEvaluated{errors.New("there are no tests")}
	case failed+len(t.amiss) > 0:
		return errGate
	}
	return nil
}

func (t *trial) sum(failed int) string {
	sum := plural(len(t.tests)-t.skipped-failed, "test")
	if t.models > 0 {
		sum += " and " + plural(t.models-len(t.amiss), "model")
	}
	sum += fmt.Sprintf(" passed, %d failed", failed+len(t.amiss))
	if t.skipped > 0 {
		sum += fmt.Sprintf(", %d to do", t.skipped)
	}
	return sum
}

// line is one rule: its tests, the lines that they run, its models.
func (t *trial) line(r ruleTrial) string {
	beside := strings.TrimSuffix(r.File, ".rego") + "_test.rego"
	tests := 0
	for _, one := range t.tests {
		if one.File == beside && !one.Skipped {
			tests++
		}
	}
	words := []string{none(tests, "test"), "every line run", none(r.models, "model")}
	if len(r.coverage.Missed) > 0 || r.coverage.File == "" {
		words[1] = fmt.Sprintf("%.0f %% of its lines run", r.coverage.Percent)
		if len(r.coverage.Missed) > 0 {
			words[1] += ", not " + spans(r.coverage.Missed)
		}
	}
	return fmt.Sprintf("%s (%s): %s", r.File, r.ID, strings.Join(words, "; "))
}

func none(n int, noun string) string {
	if n == 0 {
		return "no " + noun
	}
	return plural(n, noun)
}

func plural(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return strconv.Itoa(n) + " " + noun
}

// spans writes sorted numbers as 3, 7-9.
func spans(lines []int) string {
	var words []string
	for i := 0; i < len(lines); {
		end := i
		for end+1 < len(lines) && lines[end+1] == lines[end]+1 {
			end++
		}
		word := strconv.Itoa(lines[i])
		if end > i {
			word += "-" + strconv.Itoa(lines[end])
		}
		words, i = append(words, word), end+1
	}
	return strings.Join(words, ", ")
}
