package attacktree

import (
	"context"
	"errors"
	"math"
	"testing"
)

// tangle is a sequence of gates over shared actions: its sets are too many to be
// timed one by one, and their orders may clash.
func tangle(t testing.TB) (*Diagram, []Leaf) {
	t.Helper()
	var b Builder
	leaves := make([]Node, 60)
	for i := range leaves {
		leaves[i] = b.Leaf(Action)
	}
	stages := make([]Node, 25)
	for i := range stages {
		stages[i] = b.Any(leaves[i*7%60], leaves[(i*11+3)%60], leaves[(i*17+5)%60], leaves[(i*23+8)%60])
	}
	tree, err := b.Tree(b.Sequence(stages...))
	if err != nil {
		t.Fatal(err)
	}
	d, err := Compile(context.Background(), tree, Options{MaxNodes: 1 << 16})
	if err != nil {
		t.Fatal(err)
	}
	values := make([]Leaf, len(leaves))
	for i := range values {
		values[i] = Leaf{Probability: 0.5, Cost: float64(1 + i%7), Time: float64(1 + i%5)}
	}
	return d, values
}

// All questions together spend one effort: the hundredth costs nothing when the
// first has spent it, and all of them say that they are bounds or over budget.
func TestQuestionsShareOneEffort(t *testing.T) {
	d, leaves := tangle(t)
	all := d.effort.left
	var actors []Actor
	for i := range 20 {
		actors = append(actors, Actor{Budget: float64(40 + i), Time: float64(50 + i), Attempts: 1})
	}
	for range 20 {
		c, err := d.Campaign(context.Background(), leaves, actors)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range c.Rows {
			if !row.UpperBound || row.Likelihood <= 0 || row.Likelihood > 1 {
				t.Fatalf("row %+v is no bound that says so", row)
			}
		}
		for _, by := range []Order{Cheapest, Likeliest, Quickest} {
			if _, err := d.Best(context.Background(), leaves, actors[0], by, 1); !errors.Is(err, ErrBudget) {
				t.Fatalf("best: %v", err)
			}
		}
	}
	if !d.effort.spent() && !d.wayless {
		t.Error("the tree is no hard one")
	}
	if spent := all - d.effort.left; spent > 2*all {
		t.Errorf("spent %d of %d steps", spent, all)
	}
}

// What is easy stays exact, however often it is asked.
func TestEasyQuestionsNeverRunOut(t *testing.T) {
	var b Builder
	x, y, z := b.Leaf(Action), b.Leaf(Action), b.Leaf(Action)
	tree, err := b.Tree(b.Any(b.Sequence(x, y), z))
	if err != nil {
		t.Fatal(err)
	}
	d, err := Compile(context.Background(), tree, Options{})
	if err != nil {
		t.Fatal(err)
	}
	leaves := []Leaf{{0.5, 1, 1, 0}, {0.5, 1, 1, 0}, {0.25, 9, 1, 0}}
	for range 10_000 {
		best, err := d.Best(context.Background(), leaves, Actor{Budget: 5, Time: 5, Once: true}, Quickest, 1)
		if err != nil || len(best) != 1 || best[0].Time != 2 {
			t.Fatalf("%v, %v", best, err)
		}
		p, exact, err := d.Attempt(context.Background(), leaves, Actor{Budget: 5, Time: math.Inf(1), Once: true})
		if err != nil || !exact || p != 0.25 {
			t.Fatalf("%v, %v, %v", p, exact, err)
		}
	}
}
