package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/stormtree-dev/stormtree/library"
	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/policies"
	"github.com/stormtree-dev/stormtree/risk"
)

// analysis is how a model is judged, the same flags at every command that does so.
type analysis struct {
	ruleFolders
	pack   string
	today  string
	own    []string // folders with patterns
	grow   string   // where attack trees grow; "": nowhere
	redact bool
	policy *trusted // nil: the model's own
	also   []string // rules that are evaluated whatever the pack
}

func (a *analysis) flags(c *cobra.Command) {
	a.ruleFolders.flags(c)
	c.Flags().StringVar(&a.pack, "pack", "", "core or full: which bundled rules (default: what the model says, else core)")
	c.Flags().StringArrayVar(&a.own, "patterns", nil, "folder with attack patterns of your own (repeatable)")
	c.Flags().StringVar(&a.today, "today", "", "the day that waivers are judged by, YYYY-MM-DD (default: today)")
	_ = c.RegisterFlagCompletionFunc("pack", cobra.FixedCompletions([]string{"core", "full"}, cobra.ShellCompDirectiveNoFileComp))
	_ = c.MarkFlagDirname("patterns")
}

// growFlag adds --grow, for commands that look at attack trees.
func (a *analysis) growFlag(c *cobra.Command) {
	where := []string{risk.GrowMissing, risk.GrowAll, risk.GrowNone}
	c.Flags().StringVar(&a.grow, "grow", risk.GrowMissing, "for which assets attack trees grow by patterns: "+strings.Join(where, ", "))
	_ = c.RegisterFlagCompletionFunc("grow", cobra.FixedCompletions(where, cobra.ShellCompDirectiveNoFileComp))
}

// redactFlag adds --redact, for commands whose reports others may read.
func (a *analysis) redactFlag(c *cobra.Command) {
	c.Flags().BoolVar(&a.redact, "redact", false, "leave attack paths out, for a report that is public")
}

// public is a register as it may be reported.
func (a *analysis) public(r *risk.Register) *risk.Register {
	if a.redact {
		return r.Redact()
	}
	return r
}

// subject is a checked model with the rules that judge it.
type subject struct {
	*opened
	options risk.Options
}

// close ends what evaluates the rules.
func (s *subject) close() { s.options.Rules.Close() }

// subject opens a model, compiles the rules and binds one to the other. The caller closes it.
func (a *analysis) subject(ctx context.Context, path string) (*subject, error) {
	today, err := day("today", a.today)
	if err != nil {
		return nil, err
	}
	o, err := open(path)
	if err != nil {
		return nil, err
	}
	if a.policy != nil {
		a.policy.apply(o.model)
	}
	pack, err := a.rules(ctx, o.model)
	if err != nil {
		return nil, err
	}
	s := &subject{opened: o, options: risk.Options{Rules: pack, Today: model.Date(today.Format(time.DateOnly)), Notes: o.notes}}
	if err := a.bind(ctx, s); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

// bind checks what the model says of rules and patterns, and lets trees grow.
func (a *analysis) bind(ctx context.Context, s *subject) error {
	if problems := risk.Bind(s.model, s.options.Rules); len(problems) > 0 {
		return problems
	}
	patterns, err := a.patterns(s.options.Rules)
	if err != nil {
		return err
	}
	if problems := risk.BindPatterns(s.model, patterns); len(problems) > 0 {
		return problems
	}
	s.options.Patterns = patterns
	return s.grow(ctx, a.grow)
}

// grow adds the attack trees that patterns grow.
func (s *subject) grow(ctx context.Context, where string) error {
	if where == "" {
		return nil
	}
	if err := oneOf("growth", where, []string{risk.GrowMissing, risk.GrowAll, risk.GrowNone}); err != nil {
		return err
	}
	grown, err := risk.Grow(ctx, s.model, s.options, where, false)
	if err != nil {
		return evaluated(err)
	}
	s.model, s.options = grown.Model, grown.Options
	return nil
}

func (a *analysis) rules(ctx context.Context, m *model.Model) (*policies.Pack, error) {
	pack := a.pack
	if pack == "" {
		pack = m.Rules.Pack
	}
	if err := oneOf("pack", pack, []string{"core", "full"}); err != nil {
		return nil, err
	}
	return a.load(ctx, policies.Options{Pack: pack, Also: append(risk.RuleNames(m), a.also...)})
}

// patterns are those that come with the program and those in folders of one's own.
func (a *analysis) patterns(pack *policies.Pack) (*library.Patterns, error) {
	all := library.Bundled()
	for _, dir := range a.own {
		root, err := os.OpenRoot(dir)
		if err != nil {
			return nil, err
		}
		more, problems := library.ReadPatterns(root.FS(), all)
		root.Close()
		if len(problems) == 0 {
			problems = risk.CheckPatterns(more, pack.Rules())
		}
		if len(problems) > 0 {
			return nil, in(dir, problems)
		}
		all = more
	}
	return all, nil
}

// in names the folder that files with problems lie in.
func in(dir string, problems source.Problems) source.Problems {
	for i := range problems {
		problems[i].Pos.File = filepath.Join(dir, problems[i].Pos.File)
	}
	return problems
}

// day reads a flag that is a day; "" is the clock's, in UTC.
func day(flag, text string) (time.Time, error) {
	if text == "" {
		return time.Now().UTC().Truncate(24 * time.Hour), nil
	}
	d, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return time.Time{}, fmt.Errorf("--%s %q is not a day like 2026-06-01", flag, text)
	}
	return d, nil
}

// register analyses the model in a file.
func (a *analysis) register(ctx context.Context, path string) (*risk.Register, error) {
	s, err := a.subject(ctx, path)
	if err != nil {
		return nil, err
	}
	defer s.close()
	return s.register(ctx)
}

func (s *subject) register(ctx context.Context) (*risk.Register, error) {
	register, err := risk.Analyze(ctx, s.model, s.options)
	return register, evaluated(err)
}
