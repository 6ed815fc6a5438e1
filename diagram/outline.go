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
func Outline(w io.Writer, t *risk.Tree) error { return OutlineBranch(w, t, "") }

// OutlineBranch writes as Outline does, but only the branch of a number such as
// "1.2"; "" is the whole tree. It fails with ErrNoBranch when there is none.
func OutlineBranch(w io.Writer, t *risk.Tree, branch string) error {
	if t == nil || t.Root == nil {
		return fmt.Errorf("tell a tree: the threat has no attack tree")
	}
	root, err := branchAt(t.Root, branch)
	if err != nil {
		return err
	}
	o := &outline{w: bufio.NewWriter(w), excerpt: newExcerpt(t, root)}
	o.line(0, o.title())
	o.line(0, sentence(o.chance()))
	o.line(0, strings.Replace(o.cheapestWay(), "The thick orange line is the", "The", 1))
	o.tell(root)
	if err := o.w.Flush(); err != nil {
		return fmt.Errorf("tell a tree: %w", err)
	}
	return nil
}

type outline struct {
	excerpt
	w *bufio.Writer
}

// tell begins the list: the goal itself was told above it.
func (o *outline) tell(root *risk.Branch) {
	if root == o.tree.Root {
		o.children(root, 0)
		return
	}
	o.branch(root, 0)
}

func (o *outline) line(depth int, words ...string) {
	fmt.Fprintf(o.w, "%s%s\n", strings.Repeat("  ", depth), strings.Join(words, " "))
}

// children are indented under their parent, the words of its gate first.
func (o *outline) children(b *risk.Branch, depth int) {
	if len(b.Children) > 1 && (b.Title != "" || b.Number == "") {
		o.line(depth+1, gateSentence(b))
	}
	for _, c := range b.Children {
		o.branch(c, depth+1)
	}
}

func (o *outline) branch(b *risk.Branch, depth int) {
	words := []string{b.Number, o.headline(b)}
	if o.marked[b] {
		words = append(words, "On the cheapest way in.")
	}
	if b.SeeNumber != "" {
		o.line(depth, append(words, sentence(o.same(b)))...)
		return
	}
	o.line(depth, append(append(words, doors(b)...), defencesOf(b)...)...)
	o.children(b, depth)
}

// same says where a shared part was told.
func (o *outline) same(b *risk.Branch) string {
	if o.holds(b.SeeNumber) {
		return "The same as " + b.SeeNumber
	}
	return "Told in the whole tree as " + b.SeeNumber
}

func (o *outline) headline(b *risk.Branch) string {
	number := chanceOrShut(b, o.tree.Horizon)
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
