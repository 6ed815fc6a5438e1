package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/stormtree-dev/stormtree/attacktree"
	"github.com/stormtree-dev/stormtree/risk"
)

const (
	bytesOfNode = 64        // that a node of a decision diagram takes, its share of caches included
	mostSets    = 1_000_000 // that one answer lists
	mostSamples = 1_000_000_000

	usualTimeout = 50 * time.Second
)

// questions are the flags that say what to ask of a tree.
type questions struct {
	sets, maxOrder int
	by             string
	importance     bool
	front          []string
	defenceFront   bool
	samples        int
	seed           uint64
	nodes          int
	memory         string
	timeout        time.Duration
	stats          bool
}

func (q *questions) flags(c *cobra.Command) {
	f := c.Flags()
	f.IntVar(&q.sets, "sets", 0, fmt.Sprintf("how many minimal sets to list (default: %d of a tree file, %d of a model)", risk.DefaultSets, risk.MaxListed))
	f.StringVar(&q.by, "by", "", "which sets to list first: smallest, likeliest or cheapest (default: smallest, in text likeliest)")
	f.IntVar(&q.maxOrder, "max-order", 0, "count and list only minimal sets of up to this many leaves")
	f.BoolVar(&q.importance, "importance", false, "how much each leaf matters")
	f.StringSliceVar(&q.front, "front", nil, "weigh two or three of cost, probability, time, damage against each other (default: cost,probability)")
	f.BoolVar(&q.defenceFront, "defence-front", false, "what defences cost against what the cheapest attack costs then")
	f.IntVar(&q.samples, "samples", 0, "estimate from this many random samples, beside the exact answer too")
	f.Uint64Var(&q.seed, "seed", 0, "of the samples")
	f.IntVar(&q.nodes, "budget-nodes", 0, fmt.Sprintf("nodes that a decision diagram may have (default: %d for a tree file)", risk.DefaultNodes))
	f.StringVar(&q.memory, "budget-memory", "", "the same as memory, such as 500MB or 1GB")
	f.DurationVar(&q.timeout, "timeout", usualTimeout, "time for all answers about one tree file, 0 for any; what is not exact by half of it becomes bounds and an estimate")
	f.BoolVar(&q.stats, "stats", false, "add the engine's seconds, which differ from run to run")
	_ = c.RegisterFlagCompletionFunc("by", cobra.FixedCompletions(sortWords(), cobra.ShellCompDirectiveNoFileComp))
}

func sortWords() []string { return []string{"smallest", "likeliest", "cheapest"} }

// check refuses what makes no sense, and turns memory into nodes.
func (q *questions) check() error {
	for _, n := range []struct {
		flag        string
		value, most int
	}{{"sets", q.sets, mostSets}, {"max-order", q.maxOrder, math.MaxInt32}, {"samples", q.samples, mostSamples}, {"budget-nodes", q.nodes, math.MaxInt32}} {
		if n.value < 0 || n.value > n.most {
			return fmt.Errorf("--%s %d: there may be from 1 to %d", n.flag, n.value, n.most)
		}
	}
	if q.timeout < 0 {
		return fmt.Errorf("--timeout %s has passed already", q.timeout)
	}
	if err := oneOf("by", q.by, sortWords()); q.by != "" && err != nil {
		return err
	}
	if err := q.checkFront(); err != nil {
		return err
	}
	return q.budget()
}

func (q *questions) checkFront() error {
	known := []string{string(risk.AimCost), string(risk.AimProbability), string(risk.AimTime), string(risk.AimDamage)}
	seen := map[string]bool{}
	for _, aim := range q.front {
		if err := oneOf("front", aim, known); err != nil {
			return err
		}
		if seen[aim] {
			return fmt.Errorf("--front weighs %s against itself", aim)
		}
		seen[aim] = true
	}
	if len(q.front) == 1 || len(q.front) > 3 {
		return fmt.Errorf("--front weighs two or three of %s", strings.Join(known, ", "))
	}
	return nil
}

// budget makes nodes of --budget-memory; the smaller budget counts.
func (q *questions) budget() error {
	if q.memory == "" {
		return nil
	}
	bytes, err := memorySize(q.memory)
	if err != nil {
		return fmt.Errorf("--budget-memory %q: %w", q.memory, err)
	}
	nodes := int(min(max(bytes/bytesOfNode, 1), math.MaxInt32))
	if q.nodes == 0 || nodes < q.nodes {
		q.nodes = nodes
	}
	return nil
}

// memorySize reads a number of bytes: "1GB", "512 MiB", "2g", "1000000".
func memorySize(text string) (int64, error) {
	number := strings.TrimRight(text, " abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
	unit := strings.TrimSpace(strings.ToLower(text[len(number):]))
	size, ok := map[string]float64{
		"": 1, "b": 1,
		"k": 1e3, "kb": 1e3, "kib": 1 << 10,
		"m": 1e6, "mb": 1e6, "mib": 1 << 20,
		"g": 1e9, "gb": 1e9, "gib": 1 << 30,
	}[unit]
	value, err := strconv.ParseFloat(number, 64)
	if !ok || err != nil || value <= 0 || value*size > math.MaxInt64/2 {
		return 0, fmt.Errorf("write bytes with a unit, such as 500MB or 1GB")
	}
	return int64(value * size), nil
}

// asked are the questions, with what is left of the time.
func (q *questions) asked(spent time.Duration) risk.Questions {
	asked := risk.Questions{
		Sets: q.sets, By: q.order(), MaxOrder: q.maxOrder, Importance: q.importance, DefenceFront: q.defenceFront,
		Samples: q.samples, Seed: q.seed, MaxNodes: q.nodes,
	}
	for _, aim := range q.front {
		asked.Front = append(asked.Front, risk.Aim(aim))
	}
	if q.timeout > 0 {
		asked.Timeout = max(q.timeout-spent, 1)
	}
	return asked
}

func (q *questions) order() attacktree.Order {
	switch q.by {
	case "likeliest":
		return attacktree.Likeliest
	case "cheapest":
		return attacktree.Cheapest
	}
	return attacktree.Smallest
}

// watch begins to measure the engine.
func (q *questions) watch() stopwatch { return stopwatch{q.stats, time.Now()} }

type stopwatch struct {
	wanted bool
	began  time.Time
}

// stop notes the seconds in the answers that they were spent on.
func (s stopwatch) stop(answers []*risk.Answer) {
	for _, a := range answers {
		if s.wanted && a.Engine != nil {
			a.Engine.Seconds = time.Since(s.began).Seconds()
		}
	}
}
