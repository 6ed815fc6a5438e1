package adtool

import (
	"strconv"

	"github.com/stormtree-dev/stormtree/convert/tree"
	"github.com/stormtree-dev/stormtree/model/source"
)

// meaning is a label of one side.
type meaning struct {
	label string
	side  side
}

// definer gives every label a name in the graph.
type definer struct {
	*reader
	leaves  map[meaning]*numbers
	order   []meaning           // of leaves, as they first stand in nodes
	first   map[meaning]*node   // where a leaf first stands
	refined map[meaning][]*node // refined nodes by label
	names   map[*node]string    // of refined nodes
	events  map[meaning]string  // names of leaves
	used    map[string]bool
	counts  map[string]int // of names that were wanted again
	nodes   []*node        // all, parents first
}

// define turns nodes into definitions: one for each event and each refined node.
func (r *reader) define() {
	d := definer{
		reader: r, leaves: map[meaning]*numbers{}, first: map[meaning]*node{}, refined: map[meaning][]*node{},
		names: map[*node]string{}, used: map[string]bool{}, events: map[meaning]string{}, counts: map[string]int{},
	}
	d.collect(r.root)
	d.nameLeaves()
	d.nameRefined()
	for _, n := range d.nodes {
		if d.isGate(n) {
			d.gate(n)
		}
	}
	for _, m := range d.order {
		at := d.first[m].at
		r.Leaf(r.NewName([]byte(d.events[m]), at), at, &d.leaves[m].LeafFields)
	}
	d.top()
}

// top is the attacker's success: the root, or that it does not hold.
func (d *definer) top() {
	at := d.root.at
	if d.root.side == attacker {
		d.Top(d.Name([]byte(d.reference(d.root)), at), at)
		return
	}
	d.Note(at, "the root switches the role: this is the defender's tree; the top is that it fails")
	name := d.NewName([]byte(d.unused("not "+d.root.label)), at)
	d.BeginGate()
	d.Open(tree.Not, 0, 0, at)
	d.refer(d.reference(d.root), at)
	d.Close()
	d.EndGate(name, at)
	d.Top(name, at)
}

func (n *node) meaning() meaning { return meaning{n.label, n.side} }

// isGate reports whether a node needs a definition of its own.
func (d *definer) isGate(n *node) bool { return len(n.children) > 0 || len(n.counters) > 0 }

// collect lists a node and all below, as they stand in the file but counters last,
// and sorts out the labels; markup bounds the depth.
func (d *definer) collect(n *node) {
	d.nodes = append(d.nodes, n)
	if len(n.children) > 0 {
		d.refined[n.meaning()] = append(d.refined[n.meaning()], n)
	}
	for _, child := range n.children {
		d.collect(child)
	}
	for _, counter := range n.counters {
		d.collect(counter)
	}
}

// nameLeaves finds the events: labels of nodes that are not refined, unless they
// mean a refined one.
func (d *definer) nameLeaves() {
	for _, n := range d.nodes {
		m := n.meaning()
		if len(n.children) > 0 {
			continue
		}
		switch same := d.refined[m]; {
		case len(same) > 1:
			d.Report(n.at, source.Reference, "%s is refined in %d places: this leaf could be any of them", source.Quote(n.label), len(same))
			continue
		case len(same) == 1:
			continue
		}
		if d.leaves[m] == nil {
			d.leaves[m] = &numbers{from: map[measure]value{}}
			d.leaves[m].Kind = n.side.kind()
			d.first[m] = n
			d.order = append(d.order, m)
		}
		d.take(d.leaves[m], n)
	}
	for _, m := range d.order {
		d.nameLeaf(m)
	}
}

// nameLeaf takes the label; of a defence that shares its label with an action the name says so.
func (d *definer) nameLeaf(m meaning) {
	name := m.label
	if m.side == defender && d.leaves[meaning{m.label, !defender}] != nil {
		name += " (defence)"
	}
	d.events[m] = d.unused(name)
}

// nameRefined names what is not an event, apart from all others.
func (d *definer) nameRefined() {
	for _, n := range d.nodes {
		switch {
		case len(n.children) > 0:
			d.names[n] = d.unused(n.label)
		case d.isGate(n):
			d.names[n] = d.unused(n.label + " (countered)")
		}
		if len(n.children) > 0 && len(n.values) > 0 && !d.ignored[""] {
			d.ignored[""] = true
			d.Note(n.at, "values of refined nodes are not read, as those of %s", source.Quote(n.label))
		}
	}
}

// unused makes a name that nothing has yet.
func (d *definer) unused(wanted string) string {
	name := wanted
	for d.used[name] {
		d.counts[wanted]++
		name = wanted + " #" + strconv.Itoa(d.counts[wanted]+1)
	}
	d.used[name] = true
	return name
}

// reference is the name of what a node stands for among the arguments of another.
func (d *definer) reference(n *node) string {
	if d.isGate(n) {
		return d.names[n]
	}
	return d.event(n)
}

// event is the name of what an unrefined node is, before anything counters it.
func (d *definer) event(n *node) string {
	if same := d.refined[n.meaning()]; len(same) > 0 {
		return d.names[same[0]]
	}
	return d.events[n.meaning()]
}

func (d *definer) gate(n *node) {
	d.BeginGate()
	if len(n.counters) > 0 {
		d.Open(tree.All, 0, 0, n.at)
	}
	d.refinementOf(n)
	for _, c := range n.counters {
		d.Open(tree.Not, 0, 0, c.at)
		d.refer(d.reference(c), c.at)
		d.Close()
	}
	if len(n.counters) > 0 {
		d.Close()
	}
	d.EndGate(d.NewName([]byte(d.names[n]), n.at), n.at)
}

func (d *definer) refinementOf(n *node) {
	if len(n.children) == 0 {
		d.refer(d.event(n), n.at)
		return
	}
	d.Open(n.operator, 0, 0, n.at)
	for _, c := range n.children {
		d.refer(d.reference(c), c.at)
	}
	d.Close()
}

func (d *definer) refer(name string, at tree.Place) {
	d.Refer(d.Name([]byte(name), at), tree.AnySort, at)
}
