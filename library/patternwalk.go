package library

import (
	"maps"
	"slices"

	"github.com/stormtree-dev/stormtree/model/source"
)

// references checks that trees name steps that there are, that no part leads through
// itself without end, and that no tree is deeper than what can be read. Time is
// linear in the patterns.
func (r *patternReader) references() {
	w := walk{r, map[*Template]int{}, map[*Template]bool{}}
	for _, name := range slices.Sorted(maps.Keys(r.all.Steps)) {
		r.names(r.all.Steps[name].Part)
		w.part(r.all.Steps[name])
	}
	for _, p := range r.all.Patterns {
		r.names(p.Attack)
		if p.Attack != nil && w.branch(p.Attack, nil) > maxPatternDepth {
			r.fail(p.Pos, source.Limit, "the attack of pattern %s is nested deeper than %d, parts and their hops included", source.Quote(p.Name), maxPatternDepth)
		}
	}
}

func (r *patternReader) names(b *Branch) {
	if b == nil {
		return
	}
	if b.Gate == "" && b.Step != "" && r.all.Steps[b.Step] == nil {
		r.fail(b.Pos, source.Reference, "there is no step %s%s", source.Quote(b.Step), r.meant(b.Step))
	}
	for _, child := range b.Children {
		r.names(child)
	}
}

// meant ends a message that is told with the step that somebody probably meant.
func (r *patternReader) meant(step string) string {
	if len(r.problems) >= maxPatternProblems {
		return ""
	}
	near := source.Closest(step, slices.Sorted(maps.Keys(r.all.Steps)))
	if near == "" {
		return ""
	}
	return "; did you mean " + source.Quote(near) + "?"
}

// maxPatternDepth bounds the places in each other of one tree.
const maxPatternDepth = 40

// walk measures how deep parts nest and finds those that lead through themselves.
// It looks at each once.
type walk struct {
	*patternReader
	depth map[*Template]int  // of parts that are done
	open  map[*Template]bool // parts around the place where it is
}

// part is how deep a part nests, its hops included.
func (w *walk) part(t *Template) int {
	if d, done := w.depth[t]; done || t.Part == nil {
		return d
	}
	if w.open[t] {
		w.endless(t)
		return 0
	}
	w.open[t] = true
	w.depth[t] = min(w.branch(t.Part, t)*(t.Hops+1), maxPatternDepth+1)
	delete(w.open, t)
	return w.depth[t]
}

func (w *walk) endless(t *Template) {
	if t.Hops > 0 {
		w.fail(t.Pos, source.Cycle, "part %s leads through itself by way of other parts, which \"hops\" does not count", source.Quote(t.Name))
		return
	}
	w.fail(t.Pos, source.Cycle, "part %s leads through itself; say in \"hops\" how often it may", source.Quote(t.Name))
}

// branch is how deep a place nests that stands in a part, or in none.
func (w *walk) branch(b *Branch, in *Template) int {
	if b.Gate == "" {
		if t := w.all.Steps[b.Step]; t != nil && (t != in || t.Hops == 0) {
			return 1 + w.part(t)
		}
		return 1
	}
	deepest := 0
	for _, child := range b.Children {
		deepest = max(deepest, w.branch(child, in))
	}
	return 1 + deepest
}
