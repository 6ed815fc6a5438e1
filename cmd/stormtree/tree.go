package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/report"
	"github.com/stormtree-dev/stormtree/risk"
)

// treeCommand is one call of `stormtree tree`.
type treeCommand struct {
	analysis
	questions
	reading
	attacker, format string
	out              output
}

func newTree() *cobra.Command {
	var t treeCommand
	c := &cobra.Command{
		Use:   "tree MODEL [THREAT] | tree FILE...",
		Short: "Evaluate attack trees and fault trees",
		Long: `Tree answers for one attempt at one threat by somebody without limits, accidents
included: the probability, the cheapest, likeliest and quickest attack, the
minimal sets of steps, and the front of cost against probability. With --attacker
it answers for what that attacker can do. Without THREAT it answers for all
threats of the model, as a list in JSON.

It also reads trees without a model: Open-PSA XML, ADTool XML and tree JSON
(docs/tree-json.md); several of them in one call are a list in JSON, in order.

The probability is exact where the budget allows. Beyond it the answer has
certified bounds and an estimate from random samples, and says so. A budget of
memory means a node for each ` + fmt.Sprint(bytesOfNode) + ` bytes.`,
		Example: `  stormtree tree model.yaml data-isolation-failure
  stormtree tree model.yaml data-isolation-failure --attacker provider-admin --format json
  stormtree tree fault-tree.xml --importance --max-order 3
  stormtree tree attack-defence.xml --defence-front --format json`,
		Args:              wants("FILE..."),
		ValidArgsFunction: completeTree,
		RunE:              t.run,
	}
	t.analysis.flags(c)
	t.growFlag(c)
	t.out.flag(c)
	c.Flags().StringVar(&t.attacker, "attacker", "", "narrow to what this attacker can do")
	t.reading.flags(c)
	t.questions.flags(c)
	formatFlag(c, &t.format, answerFormats)
	_ = c.RegisterFlagCompletionFunc("attacker", completeFlag(attackerIDs))
	return c
}

func (t *treeCommand) run(c *cobra.Command, args []string) error {
	format, err := t.out.format(t.format, "text", answerFormats, answerEndings())
	if err != nil {
		return err
	}
	if err := t.questions.check(); err != nil {
		return err
	}
	if isTreeFile(args[0]) {
		return t.files(c, args, format)
	}
	return t.model(c, args, format)
}

// model answers for one threat of a model, or for all of them.
func (t *treeCommand) model(c *cobra.Command, args []string, format string) error {
	if err := refuse(c, "a tree file", "top", "mission-time", "front", "defence-front", "by"); err != nil {
		return err
	}
	if len(args) > 2 {
		return fmt.Errorf("behind a model stands one threat, or none for all of them: stormtree tree --help")
	}
	s, err := t.subject(c.Context(), args[0])
	if err != nil {
		return err
	}
	threats, err := t.threats(c, s.model, args[1:])
	if err != nil {
		return err
	}
	if err := knownAttacker(s.model, t.attacker); err != nil {
		return err
	}
	watch := t.watch()
	trees, err := risk.BuildTrees(c.Context(), s.model, s.options, t.asked(0), t.attacker, threats...)
	if err != nil {
		return evaluated(err)
	}
	answers := make([]*risk.Answer, len(trees))
	for i, tree := range trees {
		answers[i] = &tree.Answer
	}
	watch.stop(answers)
	return t.write(c, format, len(args) > 1, answers, func(w io.Writer, i int, o report.Options) error {
		return report.Tree(w, trees[i], o)
	})
}

// threats are those to answer for; without a name, all that have a tree.
func (t *treeCommand) threats(c *cobra.Command, m *model.Model, named []string) ([]string, error) {
	if len(named) > 0 {
		return named, knownThreat(m, named[0])
	}
	var ids []string
	for _, threat := range m.Threats {
		if threat.Attack != nil {
			ids = append(ids, threat.ID)
			continue
		}
		_ = say(c.ErrOrStderr(), fmt.Sprintf("%s: threat %q has no attack yet, so there is no tree [note]", threat.Pos, threat.ID))
	}
	if len(ids) == 0 {
		return nil, notEvaluated{errors.New("no threat of this model has an attack")}
	}
	return ids, nil
}

// write writes one answer, or several one after the other: in JSON as a list.
func (t *treeCommand) write(c *cobra.Command, format string, alone bool, answers []*risk.Answer, text func(io.Writer, int, report.Options) error) error {
	return t.out.write(c, func(w io.Writer) error {
		switch {
		case format == "json" && alone:
			return report.TreeJSON(w, answers[0])
		case format == "json":
			return report.TreesJSON(w, answers)
		}
		for i := range answers {
			if i > 0 {
				fmt.Fprint(w, "\n\n")
			}
			if err := text(w, i, report.Options{Color: t.out.color(c)}); err != nil {
				return err
			}
		}
		return nil
	})
}

// refuse refuses flags that are for another kind of input.
func refuse(c *cobra.Command, for_ string, flags ...string) error {
	var set []string
	for _, name := range flags {
		if c.Flags().Changed(name) {
			set = append(set, "--"+name)
		}
	}
	if len(set) == 0 {
		return nil
	}
	return fmt.Errorf("%s: only for %s", strings.Join(set, ", "), for_)
}

// completeTree completes files, and behind a model its threats.
func completeTree(c *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
	switch {
	case len(args) == 0:
		return []string{"yaml", "yml", "xml", "json"}, cobra.ShellCompDirectiveFilterFileExt
	case isTreeFile(args[0]):
		return []string{"xml", "json"}, cobra.ShellCompDirectiveFilterFileExt
	case len(args) > 1:
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return completeFlag(threatIDs)(c, args, word)
}

// tree evaluates one tree of a model; unknown ids are the user's mistake.
func (a *analysis) tree(c *cobra.Command, path, threat, attacker string) (*risk.Tree, error) {
	s, err := a.subject(c.Context(), path)
	if err != nil {
		return nil, err
	}
	defer s.close()
	if err := knownThreat(s.model, threat); err != nil {
		return nil, err
	}
	if err := knownAttacker(s.model, attacker); err != nil {
		return nil, err
	}
	tree, err := risk.BuildTree(c.Context(), s.model, s.options, threat, attacker)
	return tree, evaluated(err)
}
