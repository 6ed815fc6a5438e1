package risk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/stormtree-dev/stormtree/attacktree"
)

// Subject is a tree with its numbers, wherever it was read from. Its slices are
// by leaf number of the tree.
type Subject struct {
	Name   string // of the top
	Title  string
	Tree   *attacktree.Tree
	Gates  int
	Leaves []attacktree.Leaf
	Kinds  []attacktree.Kind
	IDs    []string
	Titles []string // nil when no leaf has one
	Lacks  Lacking
}

// Lacking says which numbers a tree does not have, so that nobody takes a zero for
// one. A model's tree lacks nothing.
type Lacking struct {
	Probabilities bool // of some leaf
	Costs, Times  bool // of every leaf
	Days          bool // times are in a unit that only the author knows
}

// Questions say what to ask of a tree beside what is always asked; the zero value
// asks no more.
type Questions struct {
	Sets         int // minimal sets to list; 0 is DefaultSets for Ask and MaxListed for a model's tree
	By           attacktree.Order
	MaxOrder     int // leaves of the minimal sets to count and list; 0 is any number
	Importance   bool
	Front        []Aim // nil is cost and probability
	DefenceFront bool
	Samples      int // of an estimate beside the exact answer; 0 makes one only where that is out of reach
	Seed         uint64
	MaxNodes     int           // of each decision diagram; 0 is DefaultNodes
	Timeout      time.Duration // for all answers about one tree; 0 is none
}

const (
	// DefaultSets is how many minimal sets Ask lists.
	DefaultSets = 10
	// DefaultNodes is how many nodes each decision diagram of Ask may have.
	DefaultNodes = 1 << 24
)

// ErrNothing says that the budget allowed no answer at all.
var ErrNothing = errors.New("over budget, and there is no bound and no estimate either")

// Ask answers the questions about a tree: exactly where the budget allows, else
// with bounds and an estimate. An answer that is over budget is left empty and
// named. An exact answer takes at most half of the timeout, bounds half of the
// rest. Without a timeout, equal subjects and questions have equal answers. The
// error is that of a context that ends, ErrNothing, or that of numbers out of range.
func Ask(ctx context.Context, s Subject, q Questions) (*Answer, error) {
	a := newAsking(s, q)
	if err := a.exactly(ctx); err != nil {
		return nil, err
	}
	if err := a.nearly(ctx); err != nil {
		return nil, err
	}
	if a.silent() {
		return nil, fmt.Errorf("the tree %q: %w", s.Name, ErrNothing)
	}
	a.explain()
	return a.answer, nil
}

// explain adds what people need to understand the answer: the titles of the
// leaves in it, and what defences mean for it.
func (a *asking) explain() {
	if slices.Contains(a.Kinds, attacktree.Defence) {
		a.remark("minimal sets, and attacks taken from them, succeed as long as no defence is in place")
	}
	if a.MaxOrder > 0 {
		a.remark("attacks are the best of those with so few leaves")
	}
	if a.Titles == nil {
		return
	}
	a.answer.Titles = map[string]string{}
	for i, title := range a.Titles {
		if title != "" && len(a.Titles) <= titled {
			a.answer.Titles[a.IDs[i]] = title
		}
	}
}

// titled is how many leaves a tree may have whose titles people read.
const titled = 100_000

// asking is one tree being asked.
type asking struct {
	Subject
	Questions
	analysis *attacktree.Analysis
	chances  []float64 // by leaf; nil when some are unknown
	answer   *Answer
}

func newAsking(s Subject, q Questions) *asking {
	if q.Sets == 0 {
		q.Sets = DefaultSets
	}
	if q.MaxNodes == 0 {
		q.MaxNodes = DefaultNodes
	}
	a := &asking{Subject: s, Questions: q, answer: &Answer{Tree: s.Name, Title: s.Title, Leaves: len(s.Leaves), Gates: s.Gates, Lacks: s.Lacks}}
	if s.Lacks.Probabilities && q.By == attacktree.Likeliest {
		a.By = attacktree.Smallest
	}
	if !s.Lacks.Probabilities {
		a.chances = chancesOf(s.Leaves)
	}
	return a
}

func chancesOf(leaves []attacktree.Leaf) []float64 {
	p := make([]float64, len(leaves))
	for i := range leaves {
		p[i] = leaves[i].Probability
	}
	return p
}

// share is a context for half of the time.
func (q *Questions) share(ctx context.Context) (context.Context, context.CancelFunc) {
	if q.Timeout == 0 {
		return context.WithCancel(ctx)
	}
	q.Timeout /= 2
	return context.WithTimeout(ctx, q.Timeout)
}

// exactly asks what needs the decision diagrams. When the time for them is up, it
// tries with small ones: minimal sets up to an order may need no larger ones.
func (a *asking) exactly(ctx context.Context) error {
	exact, cancel := a.share(ctx)
	defer func() { cancel() }()
	if err := a.within(ctx, "probability", a.analyse(exact)); err != nil {
		return err
	}
	if a.analysis == nil {
		cancel()
		exact, cancel = a.share(ctx)
		a.MaxNodes = max(a.MaxNodes/smaller, 1)
		if err := a.analyse(exact); a.analysis == nil {
			return a.within(ctx, "minimal_sets", err)
		}
	}
	return a.each(ctx, []question{
		{"minimal_sets", func() error { return a.sets(exact) }},
		{"cheapest", func() error { return a.cheapest(exact) }},
		{"likeliest", func() error { return a.likeliest(exact) }},
		{"quickest", func() error { return a.quickest(exact) }},
		{"front", func() error { return a.front(exact) }},
		{"importance", a.importances},
		{"defence_front", func() error { return a.defences(exact) }},
	})
}

// smaller is the part of the budget that a second try has.
const smaller = 64

// question is one answer's name in JSON, and what finds it.
type question struct {
	name string
	ask  func() error
}

func (a *asking) each(ctx context.Context, questions []question) error {
	for _, q := range questions {
		if err := a.within(ctx, q.name, q.ask()); err != nil {
			return err
		}
	}
	return nil
}

// within names a question that is over budget; what else is wrong ends the asking.
func (a *asking) within(ctx context.Context, name string, err error) error {
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, attacktree.ErrBudget), errors.Is(err, context.DeadlineExceeded):
		a.answer.OverBudget = append(a.answer.OverBudget, name)
		return nil
	}
	return fmt.Errorf("ask the tree %q for %s: %w", a.Name, name, err)
}

// analyse takes the tree apart, and finds its probability if there is one.
func (a *asking) analyse(ctx context.Context) error {
	var err error
	a.analysis, err = attacktree.Analyse(ctx, a.Tree, attacktree.Options{MaxNodes: a.MaxNodes, MaxOrder: a.MaxOrder})
	if a.analysis == nil {
		return err
	}
	a.answer.Engine = &Engine{Nodes: a.analysis.Nodes(), Order: a.analysis.Order()}
	if a.chances == nil {
		return nil
	}
	p, err := a.analysis.Probability(a.chances)
	if err != nil {
		return err
	}
	a.answer.Probability, a.answer.Exact = &p, true
	return ctx.Err()
}

// silent reports whether the answer says nothing about a tree that has something to say.
func (a *asking) silent() bool {
	known := a.answer.Probability != nil || a.answer.Bounds != nil || a.answer.Estimate != nil
	return !known && a.answer.MinimalSets.Count == "" && len(a.answer.MinimalSets.Listed) == 0
}

// leafIDs are the ids of leaves.
func (a *asking) ids(leaves []int) []string {
	ids := make([]string, len(leaves))
	for i, l := range leaves {
		ids[i] = a.IDs[l]
	}
	return ids
}
