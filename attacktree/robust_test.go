package attacktree_test

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/stormtree-dev/stormtree/attacktree"
)

func TestTreeReportsTheFirstMistake(t *testing.T) {
	for want, build := range map[string]func(b *attacktree.Builder) []attacktree.Node{
		"a tree without roots":              func(b *attacktree.Builder) []attacktree.Node { b.Leaf(attacktree.Action); return nil },
		"unknown root 1":                    func(b *attacktree.Builder) []attacktree.Node { return []attacktree.Node{b.Leaf(attacktree.Action) + 1} },
		"unknown root -1":                   func(b *attacktree.Builder) []attacktree.Node { return []attacktree.Node{-1} },
		"node 0 has an unknown child 0":     func(b *attacktree.Builder) []attacktree.Node { return []attacktree.Node{b.Any(0)} },
		"node 1 has an unknown child -1":    func(b *attacktree.Builder) []attacktree.Node { return []attacktree.Node{b.All(b.Leaf(0), -1)} },
		"node 0 is a gate without children": func(b *attacktree.Builder) []attacktree.Node { return []attacktree.Node{b.Sequence()} },
		"node 1 needs 2 of 1 children":      func(b *attacktree.Builder) []attacktree.Node { return []attacktree.Node{b.AtLeast(2, b.Leaf(0))} },
		"node 1 needs 0 of 1 children":      func(b *attacktree.Builder) []attacktree.Node { return []attacktree.Node{b.AtLeast(0, b.Leaf(0))} },
		"unknown kind of leaf 4":            func(b *attacktree.Builder) []attacktree.Node { return []attacktree.Node{b.Leaf(4), b.Any(9)} },
	} {
		var b attacktree.Builder
		if _, err := b.Tree(build(&b)...); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestSeveralRootsMeanAnyOfThem(t *testing.T) {
	var b attacktree.Builder
	one, two := b.Leaf(attacktree.Action), b.Leaf(attacktree.Action)
	tree := must[*attacktree.Tree](t)(b.Tree(one, two))
	d := must[*attacktree.Diagram](t)(attacktree.Compile(context.Background(), tree, attacktree.Options{}))
	leaves := []attacktree.Leaf{{Probability: 0.5}, {Probability: 0.5}}
	p, _, err := d.Attempt(context.Background(), leaves, nobodyLimits())
	if err != nil || p != 0.75 {
		t.Errorf("any of two roots: %v, %v", p, err)
	}
	nodes := must[[]float64](t)(d.NodeProbabilities(context.Background(), leaves, nil))
	check(t, "nodes", nodes, []float64{0.5, 0.5})
}

func TestNumbersOutOfRangeAreRefused(t *testing.T) {
	var b attacktree.Builder
	tree := must[*attacktree.Tree](t)(b.Tree(b.Leaf(attacktree.Action)))
	d := must[*attacktree.Diagram](t)(attacktree.Compile(context.Background(), tree, attacktree.Options{}))
	good, free := []attacktree.Leaf{{Probability: 0.5}}, nobodyLimits()
	for _, c := range []struct {
		leaves []attacktree.Leaf
		who    attacktree.Actor
		want   string
	}{
		{nil, free, "0 leaves have numbers, the tree has 1"},
		{[]attacktree.Leaf{{Probability: 1.2}}, free, "probability 1.2"},
		{[]attacktree.Leaf{{Probability: math.NaN()}}, free, "probability NaN"},
		{[]attacktree.Leaf{{Cost: -1}}, free, "cost -1"},
		{[]attacktree.Leaf{{Time: math.Inf(1)}}, free, "time +Inf"},
		{good, attacktree.Actor{Budget: math.NaN()}, "a budget"},
		{good, attacktree.Actor{Time: math.NaN()}, "a time limit"},
		{good, attacktree.Actor{Attempts: math.Inf(1)}, "+Inf attempts"},
		{good, attacktree.Actor{Attempts: -1}, "-1 attempts"},
		{good, attacktree.Actor{Can: []bool{true, true}}, "reach is given for 2 leaves"},
	} {
		for name, err := range everyQuestion(d, c.leaves, c.who) {
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: got %v, want %s", name, err, c.want)
			}
		}
	}
}

// everyQuestion asks a diagram everything that has an actor.
func everyQuestion(d *attacktree.Diagram, leaves []attacktree.Leaf, who attacktree.Actor) map[string]error {
	ctx := context.Background()
	_, campaign := d.Campaign(ctx, leaves, []attacktree.Actor{who})
	_, _, attempt := d.Attempt(ctx, leaves, who)
	_, best := d.Best(ctx, leaves, who, attacktree.Quickest, 1)
	_, front := d.Front(ctx, leaves, who)
	_, _, sets := d.Sets(ctx, leaves, who, 1)
	return map[string]error{"campaign": campaign, "attempt": attempt, "best": best, "front": front, "sets": sets}
}

// deep is a chain of gates, the leaf before or after the rest; conditions alternate.
func deep(t testing.TB, depth int, leafFirst bool) (*attacktree.Tree, []attacktree.Leaf) {
	var b attacktree.Builder
	at := b.Leaf(attacktree.Action)
	for i := range depth {
		pair := []attacktree.Node{at, b.Leaf(attacktree.Action)}
		if leafFirst {
			pair[0], pair[1] = pair[1], pair[0]
		}
		if i%2 == 0 {
			at = b.Any(pair...)
		} else {
			at = b.Sequence(pair...)
		}
	}
	tree, err := b.Tree(at)
	if err != nil {
		t.Fatal(err)
	}
	leaves := make([]attacktree.Leaf, depth+1)
	for i := range leaves {
		leaves[i] = attacktree.Leaf{Probability: 0.5, Cost: 1, Time: 1}
	}
	return tree, leaves
}

func TestDepthAndWidthDoNotOverflow(t *testing.T) {
	if underRace {
		t.Skip("without the race detector only")
	}
	for name, tree := range map[string]func() (*attacktree.Tree, []attacktree.Leaf){
		"leaf first": func() (*attacktree.Tree, []attacktree.Leaf) { return deep(t, 100_000, true) },
		"leaf last":  func() (*attacktree.Tree, []attacktree.Leaf) { return deep(t, 100_000, false) },
		"wide":       func() (*attacktree.Tree, []attacktree.Leaf) { return bushy(t, 1000, 1000) },
	} {
		t.Run(name, func(t *testing.T) {
			tree, leaves := tree()
			d := must[*attacktree.Diagram](t)(attacktree.Compile(context.Background(), tree, attacktree.Options{}))
			for question, err := range everyQuestion(d, leaves, nobodyLimits()) {
				if err != nil && !errors.Is(err, attacktree.ErrBudget) {
					t.Errorf("%s: %v", question, err)
				}
			}
			p := must[[]float64](t)(d.NodeProbabilities(context.Background(), leaves, nil))
			got, _, err := d.Attempt(context.Background(), leaves, nobodyLimits())
			if err != nil || math.Abs(got-p[len(p)-1]) > 1e-9 {
				t.Errorf("root: %v by its diagram, %v by the tree; error %v", got, p[len(p)-1], err)
			}
		})
	}
}

// bushy is any of so many groups that need all of their leaves.
func bushy(t testing.TB, groups, size int) (*attacktree.Tree, []attacktree.Leaf) {
	var b attacktree.Builder
	var all []attacktree.Node
	for range groups {
		var group []attacktree.Node
		for range size {
			group = append(group, b.Leaf(attacktree.Action))
		}
		all = append(all, b.All(group...))
	}
	tree, err := b.Tree(b.Any(all...))
	if err != nil {
		t.Fatal(err)
	}
	leaves := make([]attacktree.Leaf, groups*size)
	for i := range leaves {
		leaves[i] = attacktree.Leaf{Probability: 0.999, Cost: float64(i % 7), Time: float64(i % 5)}
	}
	return tree, leaves
}

// tangle is a DAG whose diagram is large: every two leaves meet in a gate.
func tangle(t testing.TB, size int) (*attacktree.Tree, []attacktree.Leaf) {
	var b attacktree.Builder
	var rows, columns, meetings []attacktree.Node
	for range size {
		rows, columns = append(rows, b.Leaf(attacktree.Condition)), append(columns, b.Leaf(attacktree.Action))
	}
	for i := range size {
		for j := range size {
			if (i*7+j*3)%5 < 2 {
				meetings = append(meetings, b.All(rows[i], columns[j], rows[(i*j+1)%size]))
			}
		}
	}
	tree, err := b.Tree(b.AtLeast(min(3, len(meetings)), meetings...))
	if err != nil {
		t.Fatal(err)
	}
	leaves := make([]attacktree.Leaf, 2*size)
	for i := range leaves {
		leaves[i] = attacktree.Leaf{Probability: 0.1, Cost: 1 + float64(i%3), Time: float64(i % 4)}
	}
	return tree, leaves
}

func TestOverBudgetIsAClearError(t *testing.T) {
	tree, _ := tangle(t, 14)
	_, err := attacktree.Compile(context.Background(), tree, attacktree.Options{MaxNodes: 200})
	if !errors.Is(err, attacktree.ErrBudget) {
		t.Errorf("got %v", err)
	}
}

func TestAContextEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	tree, leaves := tangle(t, 14)
	if _, err := attacktree.Compile(ctx, tree, attacktree.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("compile: %v", err)
	}
	d := must[*attacktree.Diagram](t)(attacktree.Compile(context.Background(), tree, attacktree.Options{}))
	if _, err := d.Campaign(ctx, leaves, []attacktree.Actor{nobodyLimits()}); !errors.Is(err, context.Canceled) {
		t.Errorf("campaign: %v", err)
	}
	if _, err := d.Best(ctx, leaves, nobodyLimits(), attacktree.Cheapest, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("best: %v", err)
	}
}

// Paired luck and action make an order with luck first explode: the row becomes
// a bound, the frequency stays exact.
func TestTooMuchLuckGivesABound(t *testing.T) {
	var b attacktree.Builder
	var pairs []attacktree.Node
	var leaves []attacktree.Leaf
	for range 40 {
		pairs = append(pairs, b.All(b.Leaf(attacktree.Condition), b.Leaf(attacktree.Action)))
		leaves = append(leaves, attacktree.Leaf{Probability: 0.1}, attacktree.Leaf{Probability: 0.2})
	}
	tree := must[*attacktree.Tree](t)(b.Tree(b.Any(pairs...)))
	d := must[*attacktree.Diagram](t)(attacktree.Compile(context.Background(), tree, attacktree.Options{MaxNodes: 1 << 14}))
	who := nobodyLimits()
	who.Once, who.Attempts = false, 0.1
	c := must[attacktree.Campaign](t)(d.Campaign(context.Background(), leaves, []attacktree.Actor{who}))
	q := 1 - math.Pow(1-0.1*0.2, 40)
	check(t, "frequency", c.Rows[0].Frequency, 0.1*q)
	check(t, "bound", c.Rows[0].Likelihood, 1-math.Exp(-0.1*q))
	check(t, "total", c.Likelihood, c.Rows[0].Likelihood)
	if !c.UpperBound || !c.Rows[0].UpperBound {
		t.Error("the bound is not marked")
	}
}

// The diagrams keep nothing of earlier questions that could fill them up.
func TestManyQuestionsDoNotExhaustABudget(t *testing.T) {
	tree, leaves := tangle(t, 8)
	d := must[*attacktree.Diagram](t)(attacktree.Compile(context.Background(), tree, attacktree.Options{MaxNodes: 1 << 15}))
	who := nobodyLimits()
	for i := range 300 {
		who.Budget, who.Time = 3+float64(i%5), float64(1+i%4)
		for l := range leaves {
			leaves[l].Cost = float64((l*i)%6) / 2
		}
		c := must[attacktree.Campaign](t)(d.Campaign(context.Background(), leaves, []attacktree.Actor{who}))
		if c.UpperBound {
			t.Fatalf("question %d got only a bound", i)
		}
	}
}
