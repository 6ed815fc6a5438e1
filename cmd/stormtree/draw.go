package main

import (
	"context"
	"errors"
	"io"

	"github.com/spf13/cobra"

	"github.com/stormtree-dev/stormtree/diagram"
	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/report"
	"github.com/stormtree-dev/stormtree/risk"
)

// drawing is what a picture shows and how.
type drawing struct {
	analysis
	threat, attacker string
	flows            bool
	format           string
	options          diagram.Options
	out              output
}

func newDraw() *cobra.Command {
	var d drawing
	c := &cobra.Command{
		Use:   "draw MODEL (--threat ID | --flows)",
		Short: "Draw an attack tree or the data flows",
		Long: `Draw writes a picture that needs no engineer to read it: the attack tree of one
threat, or the data flows with the findings marked. SVG is complete in one file;
DOT opens in any Graphviz; text is the same tree as a list in words.`,
		Example: `  stormtree draw model.yaml --threat data-isolation-failure -o tree.svg
  stormtree draw model.yaml --threat data-isolation-failure --branch 1.2 -o branch.svg
  stormtree draw model.yaml --flows --theme dark --format svg -o flows.svg`,
		Args:              wants("MODEL"),
		ValidArgsFunction: completeModel,
		RunE:              func(c *cobra.Command, args []string) error { return d.run(c, args[0]) },
	}
	d.flags(c)
	d.growFlag(c)
	return c
}

func (d *drawing) flags(c *cobra.Command) {
	d.analysis.flags(c)
	d.out.flag(c)
	c.Flags().StringVar(&d.threat, "threat", "", "draw the attack tree of this threat")
	c.Flags().StringVar(&d.attacker, "attacker", "", "with --threat: what this attacker can do")
	c.Flags().BoolVar(&d.flows, "flows", false, "draw the data flows")
	c.Flags().StringVar(&d.format, "format", "", "svg, dot or (trees) text (default: by the output's name, else svg)")
	c.Flags().StringVar(&d.options.Theme, "theme", "", "light, dark or auto: follow the reader's screen (default auto)")
	c.Flags().StringVar(&d.options.Direction, "direction", "", "down or right (default: what fits)")
	c.Flags().StringVar(&d.options.Branch, "branch", "", "with --threat: one branch as a picture of its own, by its number, such as 1.2")
	c.Flags().BoolVar(&d.options.Whole, "whole", false, "with --threat: fold nothing, however large")
	c.Flags().StringVar(&d.options.Boundary, "boundary", "", "with --flows: one boundary and what it talks to")
	for flag, ids := range map[string]func(*model.Model) []cobra.Completion{"threat": threatIDs, "attacker": attackerIDs, "boundary": boundaryIDs} {
		_ = c.RegisterFlagCompletionFunc(flag, completeFlag(ids))
	}
	for flag, words := range map[string][]string{"theme": {"auto", "dark", "light"}, "direction": {"down", "right"}} {
		_ = c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
	}
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(pictureFormats, cobra.ShellCompDirectiveNoFileComp))
}

var pictureFormats = []string{"dot", "svg", "text"}

func (d *drawing) run(c *cobra.Command, path string) error {
	if err := d.check(); err != nil {
		return err
	}
	draw, err := d.picture(c, path)
	if err != nil {
		return err
	}
	return d.out.write(c, func(w io.Writer) error {
		err := draw(c.Context(), w)
		if errors.Is(err, diagram.ErrNoBranch) {
			return err
		}
		return evaluated(err)
	})
}

func (d *drawing) check() error {
	if err := d.subjectOf(); err != nil {
		return err
	}
	var err error
	if d.format, err = d.out.format(d.format, "svg", pictureFormats, pictureEndings()); err != nil {
		return err
	}
	if d.format == "text" && d.flows {
		return errors.New("data flows have no text form; use svg or dot")
	}
	if err := oneOf("theme", d.options.Theme, []string{"", "auto", "dark", "light"}); err != nil {
		return err
	}
	return oneOf("direction", d.options.Direction, []string{"", "down", "right"})
}

// subjectOf refuses flags that do not say, or say twice, what is to be drawn.
func (d *drawing) subjectOf() error {
	switch {
	case d.threat == "" && !d.flows:
		return errors.New("draw wants --threat ID for an attack tree or --flows for the data flows")
	case d.threat != "" && d.flows:
		return errors.New("--threat draws an attack tree and --flows the data flows: one at a time")
	case d.flows && d.attacker != "":
		return errors.New("--attacker is about an attack tree and means nothing with --flows")
	case d.flows && d.options.Branch != "":
		return errors.New("--branch is about an attack tree and means nothing with --flows")
	case d.flows && d.options.Whole:
		return errors.New("--whole is about an attack tree and means nothing with --flows")
	case d.threat != "" && d.options.Boundary != "":
		return errors.New("--boundary is about the data flows and means nothing with --threat")
	}
	return nil
}

func pictureEndings() []report.Ending {
	return []report.Ending{{Suffix: ".svg", Format: "svg"}, {Suffix: ".dot", Format: "dot"}, {Suffix: ".gv", Format: "dot"}, {Suffix: ".txt", Format: "text"}}
}

// picture analyses what is to be drawn and returns how to draw it.
func (d *drawing) picture(c *cobra.Command, path string) (func(context.Context, io.Writer) error, error) {
	if d.flows {
		return d.flowPicture(c, path)
	}
	tree, err := d.tree(c, path, d.threat, d.attacker)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, w io.Writer) error {
		if d.format == "text" {
			return diagram.OutlineBranch(w, tree, d.options.Branch)
		}
		return diagram.DrawTree(ctx, w, tree, d.format, d.options)
	}, nil
}

func (d *drawing) flowPicture(c *cobra.Command, path string) (func(context.Context, io.Writer) error, error) {
	s, err := d.subject(c.Context(), path)
	if err != nil {
		return nil, err
	}
	register, err := risk.Analyze(c.Context(), s.model, s.options)
	if err != nil {
		return nil, evaluated(err)
	}
	if err := knownBoundary(s.model, d.options.Boundary); err != nil {
		return nil, err
	}
	return func(ctx context.Context, w io.Writer) error {
		return diagram.DrawFlows(ctx, w, s.model, register, d.format, d.options)
	}, nil
}
