package model

import (
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/model/source"
)

const (
	maxNesting  = 100     // gates in each other, named parts included
	maxExpanded = 100_000 // places of one tree, shared parts counted where they are used
)

// gateKey is a key of a gate, with what the schema says of it.
type gateKey struct{ key, doc string }

var gateKeys = []gateKey{
	{"any", "One of these is enough."},
	{"all", "All of these are needed, in any order."},
	{"sequence", "All of these are needed, in this order; their times add up."},
	{"at_least", "So many of those listed under \"of\" are needed."},
	{"of", "What \"at_least\" chooses from."},
}

// gateMistakes are words of other tools for gates.
var gateMistakes = map[string]string{
	"or": `write "any"`, "OR": `write "any"`, "one_of": `write "any"`,
	"and": `write "all"`, "AND": `write "all"`,
	"order": `write "sequence"`, "then": `write "sequence"`, "sand": `write "sequence"`,
	"vote": `write "at_least" and "of"`, "k": `write "at_least" and "of"`,
	"probability": "numbers belong to single steps under \"steps\"",
	"cost":        "numbers belong to single steps under \"steps\"",
}

// nodeKeys are the keys of a gate that is not a step.
var nodeKeys = []string{"title", "any", "all", "sequence", "at_least", "of"}

// attack reads a place in an attack tree: a step's id or a gate.
var attack = value[*Node]{form: &form{Ref: "#/$defs/node"}, read: func(d *decoder, n *source.Node) (*Node, bool) {
	return d.node(n), true
}}

// node reads a place in a tree. Nesting is bounded by the reader of the text, and
// so by maxNesting here for nodes from elsewhere.
func (d *decoder) node(n *source.Node) *Node {
	if d.nesting++; d.nesting > maxNesting {
		d.fail(n.Pos, source.Limit, "gates are nested deeper than %d", maxNesting)
		d.nesting--
		return &Node{Pos: n.Pos}
	}
	defer func() { d.nesting-- }()
	switch n.Kind {
	case source.Mapping:
		return d.gateNode(n)
	case source.Scalar:
		r := Ref{n.Text, n.Pos}
		d.refer("needs", r, toStep)
		return &Node{Step: r, Pos: n.Pos}
	}
	d.fail(n.Pos, source.Value, "a place in a tree is the id of a step or one of any, all, sequence, at_least, not %s", shapeOf(n))
	return &Node{Pos: n.Pos}
}

func (d *decoder) gateNode(n *source.Node) *Node {
	for _, key := range n.Keys {
		if !slices.Contains(nodeKeys, key.Text) {
			d.unknownKey(key, "gate", nodeKeys, gateMistakes)
		}
	}
	node := d.gate(n)
	titled.readFrom(d, n, node)
	return node
}

var titled = is("title", line, func(n *Node) *string { return &n.Title }, "What this part of the tree is about, for people.")

// gate reads the one gate of a mapping.
func (d *decoder) gate(n *source.Node) *Node {
	node := &Node{Pos: n.Pos}
	for _, g := range gateKeys[:4] {
		key := keyOf(n, g.key)
		switch {
		case key == nil:
		case node.Gate != GateStep:
			d.fail(key.Pos, source.Value, "a gate is one of any, all, sequence or at_least; this is %s and %s", node.Gate, g.key)
		default:
			node.Gate = Gate(g.key)
			d.children(n, key, node)
		}
	}
	switch of := keyOf(n, "of"); {
	case node.Gate == GateStep && of == nil:
		d.fail(n.Pos, source.Value, "this is no gate; it needs one of any, all, sequence or at_least")
	case node.Gate != GateAtLeast && of != nil:
		d.fail(of.Pos, source.Value, `"of" belongs to "at_least"`)
	}
	return node
}

func (d *decoder) children(n, key *source.Node, node *Node) {
	outer := d.key
	defer func() { d.key = outer }()
	d.key = key.Text
	items := lookUp(n, key.Text)
	if node.Gate == GateAtLeast {
		if items = lookUp(n, "of"); items == nil {
			d.fail(key.Pos, source.Value, `"at_least" needs "of": what to choose from`)
			return
		}
		d.key = "of"
	}
	if items.Kind != source.Sequence {
		d.notChildren(items)
		return
	}
	if len(items.Items) == 0 {
		d.fail(items.Pos, source.Value, "%s has nothing in it", source.Quote(d.key))
	}
	d.noneTwice(items.Items)
	node.Children = make([]*Node, len(items.Items))
	for i, item := range items.Items {
		node.Children[i] = d.node(item)
	}
	d.atLeast(n, node)
}

func (d *decoder) notChildren(items *source.Node) {
	switch {
	case items.Kind == source.Mapping:
		d.fail(items.Pos, source.Value, `%s must be a list; a title stands beside it: {title: …, %s: […]}`, source.Quote(d.key), d.key)
	case items.Kind == source.Null:
		d.fail(items.Pos, source.Value, "%s has no value; list what it needs", source.Quote(d.key))
	default:
		d.notAList(items)
	}
}

// atLeast reads how many children are needed.
func (d *decoder) atLeast(n *source.Node, node *Node) {
	if node.Gate != GateAtLeast {
		return
	}
	number := lookUp(n, "at_least")
	if number.Kind == source.Null {
		d.fail(number.Pos, source.Value, `"at_least" has no value; write how many are needed`)
		return
	}
	d.key = "at_least"
	x, ok := positive.read(d, number)
	if ok && int(x) > len(node.Children) {
		d.fail(number.Pos, source.Value, `"at_least" is %d, more than the %d listed under "of"`, int(x), len(node.Children))
	}
	node.AtLeast = int(x)
}

// tree measures the trees of a model and finds cycles in them.
type tree struct {
	d     *decoder
	done  map[*Step]measured
	stack []*Step
	deep  bool // a problem about too many parts in each other is reported
}

// measured is the extent of a tree with shared parts counted where they are used.
type measured struct{ depth, size int }

// trees checks that named parts do not contain themselves and that no tree is
// larger than what can be drawn and listed. It visits each part once.
func (d *decoder) trees() {
	t := tree{d: d, done: map[*Step]measured{}}
	for _, s := range d.model.Steps {
		if s.Part != nil {
			t.step(s)
		}
	}
	for _, threat := range d.model.Threats {
		if threat.Attack == nil {
			continue
		}
		switch m := t.node(threat.Attack); {
		case m.depth > maxNesting:
			d.fail(threat.Attack.Pos, source.Limit, "the attack of threat %s is nested deeper than %d, named parts included", source.Quote(threat.ID), maxNesting)
		case m.size > maxExpanded:
			d.fail(threat.Attack.Pos, source.Limit, "the attack of threat %s has more than %d places, shared parts counted where they are used", source.Quote(threat.ID), maxExpanded)
		}
	}
}

func (t *tree) node(n *Node) measured {
	if n.Gate == GateStep {
		s := t.d.model.Step(n.Step.ID)
		if s == nil || s.Part == nil {
			return measured{1, 1}
		}
		return t.reference(n, s)
	}
	m := measured{1, 1}
	for _, child := range n.Children {
		c := t.node(child)
		m.depth, m.size = max(m.depth, c.depth+1), min(m.size+c.size, maxExpanded+1)
	}
	return m
}

func (t *tree) reference(n *Node, s *Step) measured {
	if at := slices.Index(t.stack, s); at >= 0 {
		t.d.fail(n.Pos, source.Cycle, "named part %s contains itself: %s", source.Quote(s.ID), loop(t.stack[at:], s))
		return measured{1, 1}
	}
	return t.step(s)
}

func (t *tree) step(s *Step) measured {
	if m, done := t.done[s]; done {
		return m
	}
	if len(t.stack) > maxNesting {
		t.tooDeep(s)
		return measured{1, 1}
	}
	t.stack = append(t.stack, s)
	m := t.node(s.Part)
	t.stack = t.stack[:len(t.stack)-1]
	t.done[s] = m
	return m
}

// tooDeep says once that parts are nested too deep: what hangs below is so, too.
func (t *tree) tooDeep(s *Step) {
	if !t.deep {
		t.d.fail(s.Pos, source.Limit, "named part %s is nested deeper than %d in other parts", source.Quote(s.ID), maxNesting)
	}
	t.deep = true
	t.done[s] = measured{1, 1}
}

// loop writes the way around a cycle, its middle left out when it is long.
func loop(way []*Step, back *Step) string {
	ids := make([]string, len(way))
	for i, s := range way {
		ids[i] = s.ID
	}
	return around(append(ids, back.ID))
}

const longestWay = 8

func around(ids []string) string {
	if len(ids) > longestWay {
		ids = slices.Concat(ids[:longestWay-2], []string{"…"}, ids[len(ids)-1:])
	}
	return strings.Join(ids, " → ")
}
