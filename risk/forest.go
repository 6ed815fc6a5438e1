package risk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/attacktree"
	"github.com/stormtree-dev/stormtree/model"
)

// grove is one or several threats' attack trees as the engine sees them. This
// is the one door where ids become leaf numbers and come back.
type grove struct {
	steps   []*model.Step       // by leaf number, sorted by id: ties then break by id
	marks   int                 // further leaves, see planter.mark
	reading []int               // place in the reading order, by leaf number
	nodes   map[*model.Node]int // the engine's node of each place, for pictures
	gates   int
	tree    *attacktree.Tree
	diagram *attacktree.Diagram
}

// plant compiles the threats' trees; each of them must have an attack.
func plant(ctx context.Context, m *model.Model, o attacktree.Options, threats ...*model.Threat) (*grove, error) {
	g := &grove{nodes: map[*model.Node]int{}}
	g.number(m, threats)
	var err error
	if g.tree, err = g.build(m, nil, threats); err != nil {
		return nil, fmt.Errorf("build the tree of %q: %w", threats[0].ID, err)
	}
	if g.diagram, err = attacktree.Compile(ctx, g.tree, o); err != nil {
		return nil, fmt.Errorf("compile the tree of %q: %w", threats[0].ID, err)
	}
	return g, nil
}

// build makes the engine's tree. What is shut, by leaf number, never happens in
// it, so that minimal sets do without it.
func (g *grove) build(m *model.Model, shut []bool, threats []*model.Threat) (*attacktree.Tree, error) {
	g.gates, g.marks = 0, 0
	var b attacktree.Builder
	leaves := make(map[string]attacktree.Node, len(g.steps))
	for i, s := range g.steps {
		leaves[s.ID] = b.Leaf(kindOf(s))
		if shut != nil && shut[i] {
			leaves[s.ID] = b.Constant(false)
		}
	}
	roots := make([]attacktree.Node, len(threats))
	common := commonLuck(m, threats)
	for i, t := range threats {
		p := planter{model: m, grove: g, builder: &b, leaves: leaves, steps: map[string]attacktree.Node{}}
		if reaches(m, t.Attack, common) {
			p.mark()
		}
		roots[i] = p.plant(t.Attack)
	}
	return b.Tree(roots...)
}

// number gives every leaf step of the threats its number and its place in the reading order.
func (g *grove) number(m *model.Model, threats []*model.Threat) {
	place := map[string]int{}
	for _, t := range threats {
		for _, s := range m.Leaves(t) {
			if _, seen := place[s.ID]; !seen {
				place[s.ID] = len(place)
				g.steps = append(g.steps, s)
			}
		}
	}
	slices.SortFunc(g.steps, func(a, b *model.Step) int { return strings.Compare(a.ID, b.ID) })
	g.reading = make([]int, len(g.steps))
	for i, s := range g.steps {
		g.reading[i] = place[s.ID]
	}
}

func kindOf(s *model.Step) attacktree.Kind {
	switch s.Kind {
	case model.Condition:
		return attacktree.Condition
	case model.Accident:
		return attacktree.Accident
	}
	return attacktree.Action
}

// planter plants one threat's tree.
type planter struct {
	model   *model.Model
	grove   *grove
	builder *attacktree.Builder
	leaves  map[string]attacktree.Node
	steps   map[string]attacktree.Node // single steps and named parts as this threat sees them
	own     *attacktree.Node           // the threat's mark, if it has one
}

// mark gives the threat a certain event of its own, which every piece of luck
// in its tree needs. Beside other threats its accidents then stay its own:
// otherwise an accident that brings this threat about would hide an attack at
// another one that builds on the same luck.
func (p *planter) mark() {
	own := p.builder.Leaf(attacktree.Condition)
	p.own = &own
	p.grove.marks++
}

func (p *planter) plant(n *model.Node) attacktree.Node {
	at := p.place(n)
	p.grove.nodes[n] = int(at)
	return at
}

func (p *planter) place(n *model.Node) attacktree.Node {
	if n.Gate == model.GateStep {
		return p.step(n.Step.ID)
	}
	children := make([]attacktree.Node, len(n.Children))
	for i, c := range n.Children {
		children[i] = p.plant(c)
	}
	p.grove.gates++
	switch n.Gate {
	case model.GateAny:
		return p.builder.Any(children...)
	case model.GateSequence:
		return p.builder.Sequence(children...)
	case model.GateAtLeast:
		return p.builder.AtLeast(n.AtLeast, children...)
	}
	return p.builder.All(children...)
}

// step is the one node of a single step or named part, wherever it stands.
func (p *planter) step(id string) attacktree.Node {
	at, ok := p.steps[id]
	if !ok {
		at = p.newStep(p.model.Step(id))
		p.steps[id] = at
	}
	return at
}

func (p *planter) newStep(s *model.Step) attacktree.Node {
	switch leaf, single := p.leaves[s.ID]; {
	case !single:
		return p.plant(s.Part)
	case p.own != nil && kindOf(s) != attacktree.Action:
		return p.builder.All(leaf, *p.own)
	default:
		return leaf
	}
}

// commonLuck is the luck that stands in more than one of the threats' trees.
func commonLuck(m *model.Model, threats []*model.Threat) map[string]bool {
	trees := map[string]int{}
	for _, t := range threats {
		for _, s := range m.Leaves(t) {
			if kindOf(s) != attacktree.Action {
				trees[s.ID]++
			}
		}
	}
	common := map[string]bool{}
	for id, n := range trees {
		common[id] = n > 1
	}
	return common
}

// leaves values every step of the grove in one world.
func (g *grove) leaves(e effect, f findings) []attacktree.Leaf {
	leaves := make([]attacktree.Leaf, len(g.steps)+g.marks)
	for i, s := range g.steps {
		leaves[i] = e.leaf(s, f)
	}
	for i := range g.marks {
		leaves[len(g.steps)+i].Probability = 1
	}
	return leaves
}

// read turns leaf numbers into step ids in reading order.
func (g *grove) read(leaves []int) []string {
	leaves = slices.Clone(leaves)
	slices.SortFunc(leaves, func(a, b int) int { return g.reading[a] - g.reading[b] })
	ids := make([]string, len(leaves))
	for i, l := range leaves {
		ids[i] = g.steps[l].ID
	}
	return ids
}
