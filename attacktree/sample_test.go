package attacktree_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stormtree-dev/stormtree/attacktree"
)

// sample is a small tree with numbers and actors: written in testdata, or
// generated. It is the one datum that every property is tried on.
type sample struct {
	name   string
	root   *place
	names  []string // of leaves
	kinds  []attacktree.Kind
	leaves []attacktree.Leaf
	actors []attacktree.Actor
	called []string // actors
}

// place is a node of a sample. Equal pointers are one node.
type place struct {
	op   string // any, all, sequence, at_least or leaf
	k    int
	leaf int
	kids []*place
}

// diagram hands the sample to the engine. It also tells the engine's number of each place.
func (s *sample) diagram(t testing.TB, o attacktree.Options) (*attacktree.Diagram, map[*place]attacktree.Node) {
	t.Helper()
	tree, nodes := s.tree(t)
	d, err := attacktree.Compile(context.Background(), tree, o)
	if err != nil {
		t.Fatalf("%s: %v", s.name, err)
	}
	return d, nodes
}

func (s *sample) tree(t testing.TB) (*attacktree.Tree, map[*place]attacktree.Node) {
	t.Helper()
	var b attacktree.Builder
	leaves := make([]attacktree.Node, len(s.kinds))
	for i, k := range s.kinds {
		leaves[i] = b.Leaf(k)
	}
	nodes := map[*place]attacktree.Node{}
	var build func(p *place) attacktree.Node
	build = func(p *place) attacktree.Node {
		if p.op == "leaf" {
			nodes[p] = leaves[p.leaf]
		}
		if n, ok := nodes[p]; ok {
			return n
		}
		kids := make([]attacktree.Node, len(p.kids))
		for i, kid := range p.kids {
			kids[i] = build(kid)
		}
		nodes[p] = gate(&b, p, kids)
		return nodes[p]
	}
	tree, err := b.Tree(build(s.root))
	if err != nil {
		t.Fatalf("%s: %v", s.name, err)
	}
	return tree, nodes
}

func gate(b *attacktree.Builder, p *place, kids []attacktree.Node) attacktree.Node {
	switch p.op {
	case "any":
		return b.Any(kids...)
	case "all":
		return b.All(kids...)
	case "sequence":
		return b.Sequence(kids...)
	}
	return b.AtLeast(p.k, kids...)
}

// nobodyLimits is one attempt by somebody without limits.
func nobodyLimits() attacktree.Actor {
	return attacktree.Actor{Budget: math.Inf(1), Time: math.Inf(1), Once: true}
}

// describe writes the sample in the words of testdata.
func (s *sample) describe() string {
	var text strings.Builder
	fmt.Fprintf(&text, "tree generated = %s\n", s.expression(s.root))
	for i, l := range s.leaves {
		fmt.Fprintf(&text, "leaf %s p=%v cost=%v time=%v kind=%v\n", s.names[i], l.Probability, l.Cost, l.Time, s.kinds[i])
	}
	fmt.Fprintf(&text, "%+v\n", s.actors)
	return text.String()
}

func (s *sample) expression(p *place) string {
	if p.op == "leaf" {
		return s.names[p.leaf]
	}
	kids := make([]string, len(p.kids))
	for i, kid := range p.kids {
		kids[i] = s.expression(kid)
	}
	if p.op == "at_least" {
		return fmt.Sprintf("at_least(%d, %s)", p.k, strings.Join(kids, ", "))
	}
	return p.op + "(" + strings.Join(kids, ", ") + ")"
}

// generate makes a small random DAG. Its numbers are few and exact in binary,
// so that ties and limits met exactly are frequent.
func generate(seed uint64) *sample {
	r := rand.New(rand.NewPCG(seed, 7))
	s := &sample{name: "generated"}
	var places []*place
	for range 2 + r.IntN(7) {
		places = append(places, &place{op: "leaf", leaf: len(s.kinds)})
		s.names = append(s.names, string(rune('a'+len(s.kinds))))
		kind := attacktree.Action
		if r.IntN(5) < 2 {
			kind = attacktree.Condition + attacktree.Kind(r.IntN(2))
		}
		s.kinds = append(s.kinds, kind)
		s.leaves = append(s.leaves, attacktree.Leaf{
			Probability: []float64{0, 0.25, 0.5, 0.5, 0.5, 0.75, 1}[r.IntN(7)],
			Cost:        float64(r.IntN(4)),
			Time:        float64(r.IntN(4)),
			Skill:       r.IntN(4),
		})
	}
	for range 1 + r.IntN(6) {
		places = append(places, generateGate(r, places))
	}
	s.root = places[len(places)-1]
	for range 1 + r.IntN(3) {
		s.actors = append(s.actors, generateActor(r, len(s.kinds)))
	}
	return s
}

// generateGate prefers recent nodes as children, to get deep.
func generateGate(r *rand.Rand, places []*place) *place {
	p := &place{op: []string{"any", "all", "sequence", "sequence", "at_least"}[r.IntN(5)]}
	for range 1 + r.IntN(4) {
		i := len(places) - 1 - r.IntN(len(places))
		if r.IntN(2) == 0 {
			i = len(places) - 1 - r.IntN(min(3, len(places)))
		}
		p.kids = append(p.kids, places[i])
	}
	p.k = 1 + r.IntN(len(p.kids))
	return p
}

func generateActor(r *rand.Rand, leaves int) attacktree.Actor {
	a := nobodyLimits()
	if r.IntN(2) == 0 {
		a.Budget = float64(r.IntN(8))
	}
	if r.IntN(2) == 0 {
		a.Time = float64(r.IntN(8))
	}
	if r.IntN(2) == 0 {
		a.Once, a.Attempts = false, []float64{0, 0.1, 1, 12}[r.IntN(4)]
	}
	if r.IntN(2) == 0 {
		for range leaves {
			a.Can = append(a.Can, r.IntN(4) > 0)
		}
	}
	return a
}
