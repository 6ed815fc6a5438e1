// Package bdd keeps Boolean functions and families of sets as shared decision
// diagrams: functions as reduced ordered binary decision diagrams (Bryant 1986),
// families as zero-suppressed ones (Minato 1993).
//
// Functions have complement edges (Brace, Rudell, Bryant 1990): one node stands for
// a function and for its negation. A function that holds where all variables do
// is the node itself, so rising functions never meet a complemented edge.
//
// Nodes are 16 bytes in one slice without pointers; a node always has a higher
// number than its children, so that every linear pass is a plain loop. Work is
// bounded: an operation that exceeds the table's limit, or whose context ends,
// leaves an error behind (Err), and its result means nothing then. Callers check
// once after a group of operations and call Start before the next group.
package bdd

import (
	"context"
	"errors"
	"math"
)

// ErrLimit says that a table would need more nodes, or more work, than it was allowed.
var ErrLimit = errors.New("decision diagram over budget")

// Ref names a node of one table, of functions also the negation of one. The
// constants are the terminals.
type Ref uint32

// negated is the bit of a Ref that names the negation of a node.
const negated Ref = 1 << 31

// Index is the number of the node that a Ref names, negated or not: 0 and 1 are
// the terminals, children have lower numbers than their parents.
func (r Ref) Index() Ref { return r &^ negated }

// Negated reports whether the Ref names the negation of its node.
func (r Ref) Negated() bool { return r >= negated }

// Not is the negation of a function.
func (r Ref) Not() Ref {
	if r <= True {
		return r ^ True
	}
	return r ^ negated
}

// under is the Ref as a child of a node that is itself seen negated or not.
func (r Ref) under(parent Ref) Ref {
	if parent.Negated() {
		return r.Not()
	}
	return r
}

// The terminals: of functions the constants, of families the family without
// any set and the family of the empty set alone.
const (
	False Ref = 0
	True  Ref = 1
	Empty Ref = 0
	Unit  Ref = 1
)

// Bottom is the level of the terminals, below every variable.
const Bottom = math.MaxUint32

// stepsPerNode bounds the work in operations by the bound of nodes: lossy caches
// could repeat work without making a single node.
const stepsPerNode = 64

type node struct {
	level  uint32
	next   uint32 // of the unique table's chain; 0 ends it
	lo, hi Ref
}

// store is the unique table under both kinds of diagram, with the operation cache.
type store struct {
	nodes []node
	heads []uint32 // by hash, a power of two long
	cache []entry  // direct mapped, a power of two long
	limit int
	steps int             // since the last Start
	most  int             // of them
	ctx   context.Context // of one group of operations, see Start
	err   error
}

// entry is one known result. The operation is one of the op constants, or the
// third operand of Either.
type entry struct {
	op   uint32
	a, b Ref
	is   Ref
}

const (
	smallest  = 64
	mostCache = 1 << 19
	ctxStride = 1 << 12
)

func newStore(limit int) store {
	return store{
		nodes: append(make([]node, 0, smallest), node{level: Bottom}, node{level: Bottom}),
		heads: make([]uint32, smallest),
		cache: make([]entry, smallest),
		limit: limit,
		most:  stepsPerNode * limit,
		ctx:   context.Background(),
	}
}

// Start begins a group of operations under a context and forgets an earlier error.
func (s *store) Start(ctx context.Context) {
	s.ctx, s.steps, s.most, s.err = ctx, 0, stepsPerNode*s.limit, ctx.Err()
}

// Steps is the work done since the last Start, in visits of a node. Linear
// operations count none.
func (s *store) Steps() int { return s.steps }

// Allow lets the group of operations do no more than so many further steps.
func (s *store) Allow(steps int) { s.most = min(s.most, s.steps+max(0, steps)) }

// Err is nil, ErrLimit or the context's error, since the last Start.
func (s *store) Err() error { return s.err }

// Size is the number of nodes in the table, terminals included.
func (s *store) Size() int { return len(s.nodes) }

// Node takes a node apart. A terminal has level Bottom.
func (s *store) Node(r Ref) (level uint32, lo, hi Ref) {
	n := &s.nodes[r.Index()]
	return n.level, n.lo.under(r), n.hi.under(r)
}

// step counts one piece of work and reports whether to go on.
func (s *store) step() bool {
	s.steps++
	switch {
	case s.err != nil:
	case s.steps > s.most:
		s.err = ErrLimit
	case s.steps%ctxStride == 0:
		s.err = s.ctx.Err()
	}
	return s.err == nil
}

func hash(level uint32, lo, hi Ref) uint32 {
	x := uint64(lo)<<32 | uint64(hi)
	x ^= uint64(level) * 0x9e3779b97f4a7c15
	x *= 0xd6e8feb86659fd93
	x ^= x >> 32
	x *= 0xd6e8feb86659fd93
	return uint32(x >> 32)
}

// intern is the one node with these parts.
func (s *store) intern(level uint32, lo, hi Ref) Ref {
	slot := hash(level, lo, hi) & uint32(len(s.heads)-1)
	for at := s.heads[slot]; at != 0; at = s.nodes[at].next {
		if n := &s.nodes[at]; n.level == level && n.lo == lo && n.hi == hi {
			return Ref(at)
		}
	}
	if len(s.nodes) >= s.limit {
		s.err = ErrLimit
	}
	if s.err != nil {
		return False
	}
	at := uint32(len(s.nodes))
	s.nodes = append(s.nodes, node{level: level, next: s.heads[slot], lo: lo, hi: hi})
	s.heads[slot] = at
	if len(s.nodes) > len(s.heads) {
		s.grow()
	}
	return Ref(at)
}

// grow doubles the unique table, and the cache with it up to its cap.
func (s *store) grow() {
	s.rehash(2 * len(s.heads))
	if size := min(len(s.heads)/2, mostCache); size > len(s.cache) {
		old := s.cache
		s.cache = make([]entry, size)
		for _, e := range old {
			if e.op != 0 {
				s.remember(e.op, e.a, e.b, e.is)
			}
		}
	}
}

func (s *store) rehash(size int) {
	s.heads = make([]uint32, size)
	for at := 2; at < len(s.nodes); at++ {
		n := &s.nodes[at]
		slot := hash(n.level, n.lo, n.hi) & uint32(size-1)
		n.next, s.heads[slot] = s.heads[slot], uint32(at)
	}
}

func (s *store) slot(op uint32, a, b Ref) *entry {
	return &s.cache[hash(op, a, b)&uint32(len(s.cache)-1)]
}

func (s *store) recall(op uint32, a, b Ref) (Ref, bool) {
	e := s.slot(op, a, b)
	return e.is, e.op == op && e.a == a && e.b == b
}

func (s *store) remember(op uint32, a, b, is Ref) {
	*s.slot(op, a, b) = entry{op, a, b, is}
}

// Below lists the nodes that are reachable from the roots, none of them negated,
// terminals excluded, children before parents. It takes time linear in the highest root.
func (s *store) Below(roots ...Ref) []Ref {
	highest := highestOf(roots)
	seen := make([]bool, highest+1)
	for _, r := range roots {
		seen[r.Index()] = true
	}
	count := 0
	for r := highest; r > True; r-- {
		if seen[r] {
			count++
			seen[s.nodes[r].lo.Index()], seen[s.nodes[r].hi.Index()] = true, true
		}
	}
	list := make([]Ref, 0, count)
	for r := True + 1; r <= highest; r++ {
		if seen[r] {
			list = append(list, r)
		}
	}
	return list
}

// highestOf is the highest node that one of the roots names, True if they name less.
func highestOf(roots []Ref) Ref {
	highest := True
	for _, r := range roots {
		highest = max(highest, r.Index())
	}
	return highest
}

// Compact throws every node away that no root reaches, and renames the roots in
// place. Every other Ref of the table is void afterwards.
func (s *store) Compact(roots []Ref) {
	live := s.Below(roots...)
	to := make([]Ref, len(s.nodes))
	to[True] = True
	for i, r := range live {
		n := s.nodes[r]
		to[r] = Ref(i + 2)
		s.nodes[i+2] = node{level: n.level, lo: renamed(to, n.lo), hi: renamed(to, n.hi)}
	}
	s.nodes = s.nodes[:len(live)+2]
	s.rehash(len(s.heads))
	clear(s.cache)
	for i, r := range roots {
		roots[i] = renamed(to, r)
	}
}

func renamed(to []Ref, r Ref) Ref { return to[r.Index()] | r&negated }
