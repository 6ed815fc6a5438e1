package circuit

// Simplify makes an equal function of fewer nodes: gates are joined with a parent
// of their own kind where nobody else needs them, and what a conjunction already
// demands is taken for granted inside its other arguments (x and f(x) is x and
// f(true)). Each round is linear; rounds end when one gains nothing.
func Simplify(g *Graph, root Edge) (*Graph, Edge) {
	for range mostRounds {
		before := g.Size()
		g, root = join(g, root)
		if !g.isTree(root) {
			g, root = presume(g, root)
		}
		if g.Size() >= before {
			break
		}
	}
	return g, root
}

const mostRounds = 8

// parents counts the edges to each node from nodes that the root reaches, the
// root itself having one from nowhere.
func (g *Graph) parents(root Edge) []int32 {
	count := make([]int32, g.Size())
	count[root.Node()]++
	for node := root.Node(); node > 0; node-- {
		if count[node] == 0 {
			continue
		}
		for _, e := range g.Args(node) {
			count[e.Node()]++
		}
	}
	return count
}

// isTree reports whether no node below the root has two parents.
func (g *Graph) isTree(root Edge) bool {
	for _, count := range g.parents(root)[1:] {
		if count > 1 {
			return false
		}
	}
	return true
}

// join puts the arguments of a conjunction or parity into its only parent, where
// that is of the same kind.
func join(g *Graph, root Edge) (*Graph, Edge) {
	j := joiner{Graph: g, to: New(len(g.leaves)), parents: g.parents(root)}
	j.inside = make([]bool, g.Size())
	j.image = make([]Edge, g.Size())
	for node, op := range g.ops {
		if j.parents[node] == 0 || op != And && op != Odd {
			continue
		}
		for _, e := range g.Args(node) {
			child := e.Node()
			j.inside[child] = j.parents[child] == 1 && g.ops[child] == op && (op == Odd || !e.Negated())
		}
	}
	for node := range g.ops {
		if j.parents[node] > 0 && !j.inside[node] {
			j.image[node] = j.build(node)
		}
	}
	return j.to, j.image[root.Node()].when(root.Negated())
}

type joiner struct {
	*Graph
	to      *Graph
	parents []int32
	inside  []bool // by node: its arguments belong to its parent
	image   []Edge // by node, in the new graph
	args    []Edge
	stack   []Edge
}

func (j *joiner) build(node int) Edge {
	switch j.args = j.args[:0]; j.ops[node] {
	case Constant:
		return True
	case Leaf:
		return j.to.Var(j.Number(node))
	case AtLeast:
		j.gather(node)
		return j.to.AtLeastOf(j.Number(node), j.args)
	case Odd:
		turned := j.gather(node)
		return j.to.OddOf(j.args).when(turned)
	}
	j.gather(node)
	return j.to.All(j.args)
}

// gather collects the images of a node's arguments, and of the arguments of
// those inside it. It reports whether a parity is turned around on the way.
func (j *joiner) gather(node int) (turned bool) {
	j.stack = append(j.stack[:0], j.Args(node)...)
	for len(j.stack) > 0 {
		e := j.stack[len(j.stack)-1]
		j.stack = j.stack[:len(j.stack)-1]
		if child := e.Node(); j.inside[child] {
			turned = turned != e.Negated()
			j.stack = append(j.stack, j.Args(child)...)
			continue
		}
		j.args = append(j.args, j.image[e.Node()].when(e.Negated()))
	}
	return turned
}

// presume takes for granted inside the arguments of a conjunction what its other
// arguments demand. It looks only into gates that have no other parent.
func presume(g *Graph, root Edge) (*Graph, Edge) {
	p := presumer{Graph: g, to: New(len(g.leaves)), parents: g.parents(root)}
	p.own = make([]bool, g.Size())
	p.image = make([]Edge, g.Size())
	p.fact = make([]Edge, g.Size())
	for node, op := range g.ops {
		for _, e := range g.Args(node) {
			child := e.Node()
			p.own[child] = p.own[child] || op == And && p.parents[node] > 0 && p.parents[child] == 1 && g.ops[child] != Leaf
		}
	}
	for node := range g.ops {
		if p.parents[node] > 0 && !p.own[node] {
			p.image[node] = p.build(node, 0)
		}
	}
	return p.to, p.image[root.Node()].when(root.Negated())
}

type presumer struct {
	*Graph
	to      *Graph
	parents []int32
	own     []bool // by node: its only parent is a conjunction, which looks into it
	image   []Edge // by node that several need, in the new graph
	fact    []Edge // by node: True or False while presumed, plus 2; 0 if nothing is known
	facts   []int  // the nodes with a fact
}

// deepest bounds the recursion; gates below it are taken as they are.
const deepest = 1000

func (p *presumer) build(node, depth int) Edge {
	switch p.ops[node] {
	case Constant:
		return True
	case Leaf:
		return p.to.Var(p.Number(node))
	case AtLeast:
		return p.to.AtLeastOf(p.Number(node), p.each(node, depth))
	case Odd:
		return p.to.OddOf(p.each(node, depth))
	}
	return p.all(node, depth)
}

func (p *presumer) each(node, depth int) []Edge {
	args := make([]Edge, 0, len(p.Args(node)))
	for _, e := range p.Args(node) {
		args = append(args, p.see(e, depth))
	}
	return args
}

// see is what an argument looks like under the present facts.
func (p *presumer) see(e Edge, depth int) Edge {
	node := e.Node()
	if is := p.fact[node]; is != 0 {
		return (is - 2).when(e.Negated())
	}
	if p.own[node] {
		return p.build(node, depth+1).when(e.Negated())
	}
	return p.image[node].when(e.Negated())
}

// all is a conjunction: first what others need too, which become facts for the rest.
func (p *presumer) all(node, depth int) Edge {
	before := len(p.facts)
	args := make([]Edge, 0, len(p.Args(node)))
	for _, e := range p.Args(node) {
		if !p.own[e.Node()] {
			args = append(args, p.see(e, depth))
		}
	}
	if depth < deepest {
		for _, e := range p.Args(node) {
			if !p.own[e.Node()] {
				p.presume(e)
			}
		}
	}
	for _, e := range p.Args(node) {
		if p.own[e.Node()] {
			args = append(args, p.see(e, depth))
		}
	}
	for _, known := range p.facts[before:] {
		p.fact[known] = 0
	}
	p.facts = p.facts[:before]
	return p.to.All(args)
}

// presume makes an edge a fact, and what follows from it one after the other.
func (p *presumer) presume(e Edge) {
	const most = 64
	for waiting, done := []Edge{e}, 0; done < len(waiting) && done < most; done++ {
		e := waiting[done]
		node := e.Node()
		if node == 0 || p.fact[node] != 0 {
			continue
		}
		p.fact[node] = True.when(e.Negated()) + 2
		p.facts = append(p.facts, node)
		if p.ops[node] == And && !e.Negated() {
			waiting = append(waiting, p.Args(node)...)
		}
	}
}
