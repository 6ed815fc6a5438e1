// Package diagram draws pictures that anyone can follow: attack trees and data
// flows, as SVG or as DOT.
//
// A picture goes through three hands: a graph says what is connected, the
// embedded Graphviz says where it lies, and package canvas draws it. Nothing
// that is connected may get lost on the way: every layout is counted.
package diagram

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/stormtree-dev/stormtree/diagram/canvas"
	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/risk"
)

// Options choose how a picture looks. The zero value is a good picture.
type Options struct {
	Theme     string // "light", "dark" or "auto" ("" too): follows the reader's screen, prints light
	Direction string // "down" or "right"; "" is what fits the size of the picture
	Branch    string // of a tree: the number of the branch to draw, such as "1.2"; "" is all of it
	Whole     bool   // of a tree: draw every step, however small the print gets
	Boundary  string // of data flows: the boundary to draw, with whatever it talks to; "" is all of them
}

// ErrNoBranch says that Options name a branch that the tree does not have.
var ErrNoBranch = errors.New("the tree has no branch")

// DrawTree writes one attack tree in the given format, "svg" or "dot". A tree of
// more than 20 steps is folded: its deeper branches say how many steps they
// hold, and Options draw them. It fails on unknown formats and options, on a
// tree too wide to draw, and when the layout lost anything.
func DrawTree(ctx context.Context, w io.Writer, t *risk.Tree, format string, o Options) error {
	look, err := newLook(format, o)
	if err != nil {
		return err
	}
	p, err := newTreePicture(t, o)
	if err != nil {
		return err
	}
	return look.write(ctx, w, p)
}

// DrawFlows writes the data flows of a model in the given format, "svg" or
// "dot". With a register the findings are marked on the picture; it may be nil.
// A model too large for one picture is drawn as an overview of its boundaries,
// which says so; Options draw one boundary. It fails as DrawTree does.
func DrawFlows(ctx context.Context, w io.Writer, m *model.Model, r *risk.Register, format string, o Options) error {
	look, err := newLook(format, o)
	if err != nil {
		return err
	}
	p, err := newFlowPicture(m, r, o)
	if err != nil {
		return err
	}
	return look.write(ctx, w, p)
}

// picture is what both kinds of picture can do.
type picture interface {
	graph() *graph
	draw(*arrangement) *canvas.Drawing
}

// look is how a picture is to be written.
type look struct {
	format string
	theme  canvas.Theme
}

func newLook(format string, o Options) (look, error) {
	themes := map[string]canvas.Theme{"": canvas.Auto, "auto": canvas.Auto, "light": canvas.Light, "dark": canvas.Dark}
	theme, known := themes[o.Theme]
	switch {
	case format != "svg" && format != "dot":
		return look{}, fmt.Errorf("draw a picture: the format %q is neither svg nor dot", format)
	case !known:
		return look{}, fmt.Errorf("draw a picture: the theme %q is none of light, dark and auto", o.Theme)
	case o.Direction != "" && o.Direction != "down" && o.Direction != "right":
		return look{}, fmt.Errorf("draw a picture: the direction %q is neither down nor right", o.Direction)
	}
	return look{format, theme}, nil
}

func (l look) write(ctx context.Context, w io.Writer, p picture) error {
	if l.format == "dot" {
		dot, err := p.graph().dot()
		if err != nil {
			return err
		}
		_, err = io.WriteString(w, dot)
		return err
	}
	a, err := p.graph().arrange(ctx)
	if err != nil {
		return fmt.Errorf("draw a picture: %w", err)
	}
	return canvas.WriteSVG(w, p.draw(a), l.theme)
}
