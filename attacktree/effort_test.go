package attacktree

import (
	"context"
	"errors"
	"math"
	"testing"
)

// tangle is a sequence of gates over shared actions: its sets are too many to be
// timed one by one, and their orders may clash.
func tangle(t testing.TB, o Options) (*Diagram, []Leaf) {
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
	d, err := Compile(context.Background(), tree, o)
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
	d, leaves := tangle(t, Options{MaxNodes: 1 << 16})
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
	leaves := []Leaf{{Probability: 0.5, Cost: 1, Time: 1}, {Probability: 0.5, Cost: 1, Time: 1}, {Probability: 0.25, Cost: 9, Time: 1}}
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

// staircase is a tree whose sets are too many to be timed one by one, though
// nothing is shared.
func staircase(t testing.TB, o Options) (*Diagram, []Leaf) {
	t.Helper()
	var b Builder
	var stages []Node
	var values []Leaf
	for i := range 15 {
		var choices []Node
		for j := range 4 {
			choices = append(choices, b.Leaf(Action))
			values = append(values, Leaf{Probability: 0.5, Cost: float64(1 + (i*7+j*5)%11), Time: float64(1 + (i*5+j*3)%7)})
		}
		stages = append(stages, b.Any(choices...))
	}
	tree, err := b.Tree(b.Sequence(stages...))
	if err != nil {
		t.Fatal(err)
	}
	d, err := Compile(context.Background(), tree, o)
	if err != nil {
		t.Fatal(err)
	}
	return d, values
}

// One actor's hard questions leave everybody's easy ones exact.
func TestHardQuestionsLeaveEasyOnesExact(t *testing.T) {
	d, leaves := staircase(t, Options{MaxNodes: 1 << 14})
	hurried := Actor{Budget: math.Inf(1), Time: 40, Once: true}
	for range 1000 {
		if _, exact, err := d.Attempt(context.Background(), leaves, hurried); err != nil || exact {
			t.Fatalf("an attempt in a hurry: exact %v, %v", exact, err)
		}
		if d.effort.left <= 0 {
			break
		}
	}
	if d.effort.left > 0 {
		t.Fatal("the effort is not spent")
	}
	free := Actor{Budget: math.Inf(1), Time: math.Inf(1), Once: true}
	for _, by := range []Order{Cheapest, Likeliest} {
		if best, err := d.Best(context.Background(), leaves, free, by, 1); err != nil || len(best) != 1 {
			t.Errorf("best by %d: %v, %v", by, best, err)
		}
	}
	if _, exact, err := d.Attempt(context.Background(), leaves, free); err != nil || !exact {
		t.Errorf("an attempt without limits: exact %v, %v", exact, err)
	}
}

// Asking again is no cheaper because the nodes of the answer are still there.
func TestRepeatedQuestionsAreCharged(t *testing.T) {
	d, leaves := staircase(t, Options{})
	for i := range leaves {
		leaves[i].Cost += math.Sqrt(float64(i))
	}
	poor := Actor{Budget: 120, Time: math.Inf(1), Once: true}
	charge := func() int {
		before := d.effort.left
		if _, _, err := d.Attempt(context.Background(), leaves, poor); err != nil {
			t.Fatal(err)
		}
		return before - d.effort.left
	}
	first := charge()
	if again := charge(); first == 0 || again < first/2 {
		t.Errorf("the first question cost %d steps, the same again %d", first, again)
	}
}

// A hard tree with many actors, from its compilation to the last of many questions.
func BenchmarkHardQuestions(b *testing.B) {
	for _, c := range []struct {
		name string
		make func() (*Diagram, []Leaf)
	}{
		{"clashes", func() (*Diagram, []Leaf) { return tangle(b, Options{}) }},
		{"times", func() (*Diagram, []Leaf) { return staircase(b, Options{}) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				d, leaves := c.make()
				askAll(b, d, leaves)
			}
		})
	}
}

// askAll asks about twenty actors with limits of their own, ten times.
func askAll(b *testing.B, d *Diagram, leaves []Leaf) {
	actors := make([]Actor, 20)
	for i := range actors {
		actors[i] = Actor{Budget: float64(70 + i), Time: float64(40 + i), Attempts: 1}
	}
	for range 10 {
		if _, err := d.Campaign(context.Background(), leaves, actors); err != nil {
			b.Fatal(err)
		}
		for _, by := range []Order{Cheapest, Likeliest, Quickest} {
			if _, err := d.Best(context.Background(), leaves, actors[0], by, 1); err != nil && !errors.Is(err, ErrBudget) {
				b.Fatal(err)
			}
		}
	}
}
