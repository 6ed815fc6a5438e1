package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/risk"
)

func newGrow() *cobra.Command {
	var a analysis
	var pin bool
	c := &cobra.Command{
		Use:   "grow MODEL",
		Short: "Show or keep the attack trees that patterns grow",
		Long: `Grow prints the threats, steps and attackers that analyze grows by patterns where
the architecture matches them: as our language has them, each step with the pattern,
the element and the rule that put it there, and the rows of the table of default
numbers that price it. Steps behind doors that are shut today are there too.

With --pin they are written into the model, in the layout of "stormtree fmt" and with
your comments, to be changed there. A threat says which pattern it stands for, so
nothing grows twice. To change single numbers of what grows it is enough to write a
step under its name, such as move-on@uplink: {probability: 0.02}.`,
		Example: `  stormtree grow model.yaml
  stormtree grow model.yaml --grow all
  stormtree grow model.yaml --pin`,
		Args:              wants("MODEL"),
		ValidArgsFunction: completeModel,
		RunE: func(c *cobra.Command, args []string) error {
			if pin {
				if err := canPin(args[0]); err != nil {
					return err
				}
			}
			where := a.grow
			a.grow = ""
			s, err := a.subject(c.Context(), args[0])
			if err != nil {
				return err
			}
			defer s.close()
			grown, err := risk.Grow(c.Context(), s.model, s.options, where, true)
			if err != nil {
				return evaluated(err)
			}
			for _, n := range grown.Options.Notes {
				fmt.Fprintf(c.ErrOrStderr(), "%s: %s [note]\n", n.Position, n.Message)
			}
			return showGrown(c, s.model, grown, pin)
		},
	}
	a.flags(c)
	a.growFlag(c)
	c.Flags().BoolVar(&pin, "pin", false, "write what grows into the model")
	return c
}

func showGrown(c *cobra.Command, m *model.Model, grown *risk.Growth, pin bool) error {
	path := m.File
	switch {
	case grown.Added == nil:
		fmt.Fprintln(c.ErrOrStderr(), "nothing grows: every asset has threats of its own (--grow all grows beside them), or no way is open that a pattern knows")
		return nil
	case !pin:
		return source.Write(c.OutOrStdout(), grown.Added)
	}
	text, err := pinned(m, grown)
	if err != nil {
		return err
	}
	if err := replaceFile(path, text); err != nil {
		return err
	}
	fmt.Fprintf(c.ErrOrStderr(), "wrote %d threats with their steps into %s; next: stormtree analyze %s\n", grown.Threats, source.Printable(path), source.Printable(path))
	return nil
}

// canPin refuses files that cannot be read twice, or are no model of ours.
func canPin(path string) error {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("--pin writes into a file, and %s is none; print what grows instead", source.Printable(path))
	}
	if _, other := foreign(path); other {
		return errors.New("this is a Threagile file; import it first: stormtree import threagile")
	}
	return nil
}

// pinned is the text of a model with what grew, loaded before anybody relies on it.
func pinned(m *model.Model, grown *risk.Growth) ([]byte, error) {
	before, err := model.ReadFile(m.File)
	if err != nil {
		return nil, err
	}
	root, problems := source.Read(m.File, before)
	if len(problems) > 0 {
		return nil, problems
	}
	if problems := risk.Pin(m, root, grown.Added); len(problems) > 0 {
		return nil, problems
	}
	var text bytes.Buffer
	if err := source.Write(&text, root); err != nil {
		return nil, err
	}
	if _, err := model.LoadText(m.File, text.Bytes()); err != nil {
		return nil, fmt.Errorf("nothing was written: what would be written is no model: %w", err)
	}
	return text.Bytes(), nil
}
