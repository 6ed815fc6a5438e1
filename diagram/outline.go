package diagram

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/stormtree-dev/stormtree/diagram/canvas"
	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/risk"
)

// Outline writes the tree as a nested list in words: the same branches and
// numbers as DrawTree, for those who do not see the picture. A part that stands
// in several places is told at the first one.
func Outline(w io.Writer, t *risk.Tree) error {
	if t == nil || t.Root == nil {
		return fmt.Errorf("tell a tree: the threat has no attack tree")
	}
	o := &outline{w: bufio.NewWriter(w), horizon: t.Horizon, marked: map[*risk.Branch]bool{}}
	easiest(t.Root, o.marked)
	o.line(0, question(t.Title))
	o.line(0, sentence(goalChance(t)))
	o.line(0, strings.Replace(easiestWay(t, o.marked), "The thick orange line is the", "The", 1))
	o.children(t.Root, 0)
	if err := o.w.Flush(); err != nil {
		return fmt.Errorf("tell a tree: %w", err)
	}
	return nil
}

type outline struct {
	w       *bufio.Writer
	horizon float64
	marked  map[*risk.Branch]bool
}

func (o *outline) line(depth int, words ...string) {
	fmt.Fprintf(o.w, "%s%s\n", strings.Repeat("  ", depth), strings.Join(words, " "))
}

func (o *outline) children(b *risk.Branch, depth int) {
	if len(b.Children) > 1 && (b.Title != "" || b.Number == "") {
		o.line(depth, gateSentence(b))
	}
	for _, c := range b.Children {
		o.branch(c, depth+1)
	}
}

func (o *outline) branch(b *risk.Branch, depth int) {
	words := []string{b.Number, o.headline(b)}
	if o.marked[b] {
		words = append(words, "On the easiest way in.")
	}
	if b.SeeNumber != "" {
		o.line(depth, append(words, sentence("The same as "+b.SeeNumber))...)
		return
	}
	o.line(depth, append(append(words, doors(b)...), defencesOf(b)...)...)
	o.children(b, depth)
}

func (o *outline) headline(b *risk.Branch) string {
	number := chanceOrShut(b, o.horizon)
	if b.Title == "" {
		return fmt.Sprintf("%s (%s):", strings.TrimSuffix(gateSentence(b), ":"), number)
	}
	return fmt.Sprintf("%s: %s", canvas.Shorten(b.Title, 300), sentence(number))
}

// doors names the rules that let a step happen.
func doors(b *risk.Branch) []string {
	if len(b.Rules) == 0 || b.Shut {
		return nil
	}
	return []string{sentence("Possible because of " + enumerate(b.Rules))}
}

func gateSentence(b *risk.Branch) string {
	switch b.Gate {
	case model.GateAny:
		return "Any one of these is enough:"
	case model.GateAtLeast:
		return fmt.Sprintf("Any %d of these %d are enough:", b.AtLeast, len(b.Children))
	case model.GateSequence:
		return "All of these are needed, in this order:"
	}
	return "All of these are needed:"
}
