package library

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/stormtree-dev/stormtree/model/source"
)

// ReadPatterns reads every YAML file of a folder, not of folders in it, and adds
// what it says to a base, which stays as it is and may be nil. A file holds a
// pattern, or steps and attackers that patterns share. All problems are reported,
// sorted by position; the patterns are nil then. What relations and default
// numbers there are, whoever grows trees checks.
func ReadPatterns(files fs.FS, base *Patterns) (*Patterns, source.Problems) {
	r := &patternReader{all: base.clone()}
	names, err := fs.Glob(files, "*.yaml")
	here := source.Pos{File: ".", Line: 1, Column: 1}
	switch {
	case err != nil || len(names) == 0:
		r.fail(here, source.Include, "there are no patterns here (*.yaml)")
	case len(names) > maxPatternFiles:
		r.fail(here, source.Limit, "there are %d files here, more than the %d that are read", len(names), maxPatternFiles)
	}
	if len(r.problems) > 0 {
		return nil, r.problems
	}
	for _, name := range names {
		r.file(files, name)
	}
	slices.SortFunc(r.all.Patterns, func(a, b *Pattern) int { return strings.Compare(a.Name, b.Name) })
	r.references()
	r.problems.Sort()
	if len(r.problems) > 0 {
		return nil, r.problems
	}
	return r.all, nil
}

// Bounds of a folder of patterns: bytes of a file and of all, how many files there
// are, and problems after which no more are told.
const (
	maxPatternFile     = 1 << 20
	maxPatternBytes    = 4 << 20
	maxPatternFiles    = 1_000
	maxPatternProblems = 100
)

// clone is a copy to which more can be added.
func (p *Patterns) clone() *Patterns {
	if p == nil {
		return &Patterns{Steps: map[string]*Template{}, Attackers: map[string]*Adversary{}}
	}
	return &Patterns{Patterns: slices.Clone(p.Patterns), Steps: maps.Clone(p.Steps), Attackers: maps.Clone(p.Attackers)}
}

type patternReader struct {
	all      *Patterns
	size     int // bytes so far
	problems source.Problems
}

func (r *patternReader) fail(at source.Pos, kind, format string, args ...any) {
	if len(r.problems) >= maxPatternProblems {
		return
	}
	r.problems = append(r.problems, source.Problem{Pos: at, Kind: kind, Message: fmt.Sprintf(format, args...)})
}

func (r *patternReader) file(files fs.FS, name string) {
	top := source.Pos{File: name, Line: 1, Column: 1}
	data, err := readPatternFile(files, name)
	r.size += len(data)
	switch {
	case err != nil:
		r.fail(top, source.Include, "this file cannot be read: %v", err)
		return
	case len(data) > maxPatternFile:
		r.fail(top, source.Limit, "a file of patterns may have %d MiB", maxPatternFile>>20)
		return
	case r.size > maxPatternBytes:
		r.fail(top, source.Limit, "with this file the patterns have more than %d MiB", maxPatternBytes>>20)
		return
	}
	root, problems := source.Read(name, data)
	if r.problems = append(r.problems, problems...); root == nil || len(problems) > 0 {
		return
	}
	f := r.fields(root, "a file of patterns", "pattern", "title", "description", "threat", "category", "attack", "steps", "attackers")
	if f == nil {
		return
	}
	r.entries(f["steps"], r.step)
	r.entries(f["attackers"], r.attacker)
	if f["pattern"] != nil {
		r.pattern(root.Pos, f)
	}
}

// readPatternFile reads an ordinary file up to the first byte that is too many. What
// is none, such as a pipe, is not opened: that might wait for ever.
func readPatternFile(files fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(files, name)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, errors.New("it is no ordinary file")
	}
	f, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxPatternFile+1))
}

// fields are the values of a mapping by key; unknown keys are problems.
func (r *patternReader) fields(n *source.Node, what string, known ...string) map[string]*source.Node {
	if n.Kind != source.Mapping {
		r.fail(n.Pos, source.Value, "%s is a mapping", what)
		return nil
	}
	f := map[string]*source.Node{}
	for i, key := range n.Keys {
		if !slices.Contains(known, key.Text) {
			r.fail(key.Pos, source.UnknownKey, "unknown key %s in %s; it may have %s", source.Quote(key.Text), what, strings.Join(known, ", "))
		}
		f[key.Text] = n.Items[i]
	}
	return f
}

// entries reads each entry of a section; nil is an empty section.
func (r *patternReader) entries(section *source.Node, read func(key, n *source.Node)) {
	switch {
	case section == nil:
	case section.Kind != source.Mapping:
		r.fail(section.Pos, source.Value, "this is a mapping from names")
	default:
		for i, key := range section.Keys {
			read(key, section.Items[i])
		}
	}
}

func (r *patternReader) pattern(at source.Pos, f map[string]*source.Node) {
	p := &Pattern{
		Name:        r.text(f["pattern"]),
		Title:       r.text(f["title"]),
		Description: r.text(f["description"]),
		Threat:      r.text(f["threat"]),
		Pos:         at,
	}
	for _, key := range []string{"title", "description", "threat", "category", "attack"} {
		if f[key] == nil || f[key].Kind == source.Scalar && r.text(f[key]) == "" {
			r.fail(at, source.Value, "pattern %s does not say %q", source.Quote(p.Name), key)
		}
	}
	if f["category"] != nil {
		p.Category = r.category(f["category"])
	}
	if f["attack"] != nil {
		p.Attack = r.branch(f["attack"], map[string]bool{"asset": true})
		if p.Attack.Each.Variable != "" {
			r.fail(f["attack"].Pos, source.Value, "an attack is one place and is not repeated; put an \"any\" around it")
		}
	}
	for _, other := range r.all.Patterns {
		if other.Name == p.Name {
			r.fail(at, source.Duplicate, "pattern %s is told already in %s", source.Quote(p.Name), other.Pos.File)
		}
	}
	r.all.Patterns = append(r.all.Patterns, p)
}

func (r *patternReader) category(n *source.Node) Category {
	f := r.fields(n, "a category", "stride", "linddun", "fear", "cause")
	return Category{r.texts(f["stride"]), r.texts(f["linddun"]), r.texts(f["fear"]), r.texts(f["cause"])}
}

// text is a scalar's, "" when it is not there.
func (r *patternReader) text(n *source.Node) string {
	if n == nil {
		return ""
	}
	if n.Kind != source.Scalar {
		r.fail(n.Pos, source.Value, "this is a text, not a mapping or a list")
	}
	return strings.TrimSpace(n.Text)
}

// texts are those of a list, or a single one.
func (r *patternReader) texts(n *source.Node) []string {
	if n == nil {
		return nil
	}
	if n.Kind != source.Sequence {
		return []string{r.text(n)}
	}
	list := make([]string, len(n.Items))
	for i, item := range n.Items {
		list[i] = r.text(item)
	}
	return list
}

func (r *patternReader) step(key, n *source.Node) {
	f := r.fields(n, "a step", "title", "on", "kind", "from", "when", "probability", "cost", "time", "skill", "technique", "hops", "any", "all", "sequence")
	if f == nil {
		return
	}
	t := &Template{
		Name:        key.Text,
		Title:       r.text(f["title"]),
		On:          r.text(f["on"]),
		Kind:        r.text(f["kind"]),
		From:        r.text(f["from"]),
		Probability: r.text(f["probability"]),
		Cost:        r.text(f["cost"]),
		Time:        r.text(f["time"]),
		Skill:       r.text(f["skill"]),
		Technique:   r.texts(f["technique"]),
		Pos:         key.Pos,
	}
	for _, text := range r.texts(f["when"]) {
		rule, relation, _ := strings.Cut(text, "@")
		t.When = append(t.When, Door{rule, relation})
	}
	if f["hops"] != nil {
		t.Hops = r.hops(f["hops"])
	}
	if f["any"] != nil || f["all"] != nil || f["sequence"] != nil {
		t.Part = r.gate(n.Pos, f, map[string]bool{"self": true})
	}
	r.wellFormed(t)
	r.oneThing(t, n)
	if other := r.all.Steps[t.Name]; other != nil {
		r.fail(key.Pos, source.Duplicate, "step %s is told already in %s", source.Quote(t.Name), other.Pos)
	}
	r.all.Steps[t.Name] = t
}

// maxHops bounds how often a part may lead through itself: trees grow with its power.
const maxHops = 4

func (r *patternReader) hops(n *source.Node) int {
	hops, err := strconv.Atoi(r.text(n))
	if err != nil || hops < 1 || hops > maxHops {
		r.fail(n.Pos, source.Value, "hops is a whole number from 1 to %d", maxHops)
	}
	return hops
}

func (r *patternReader) wellFormed(t *Template) {
	switch {
	case t.Title == "":
		r.fail(t.Pos, source.Value, "step %s does not say \"title\"", source.Quote(t.Name))
	case !slices.Contains([]string{"component", "flow", "asset", "party"}, t.On):
		r.fail(t.Pos, source.Value, "step %s does not say whether it is \"on\" a component, flow, asset or party", source.Quote(t.Name))
	case t.Part == nil && t.Probability == "":
		r.fail(t.Pos, source.Value, "step %s has neither a gate nor a probability", source.Quote(t.Name))
	}
}

// oneThing refuses what a part cannot have, or only a part can.
func (r *patternReader) oneThing(t *Template, n *source.Node) {
	for _, key := range n.Keys {
		single := slices.Contains([]string{"kind", "from", "when", "probability", "cost", "time", "skill", "technique"}, key.Text)
		switch {
		case single && t.Part != nil:
			r.fail(key.Pos, source.Value, "step %s has a gate and no %s; say it at the single steps", source.Quote(t.Name), source.Quote(key.Text))
		case key.Text == "hops" && t.Part == nil:
			r.fail(key.Pos, source.Value, "step %s has hops and no gate that could lead through itself", source.Quote(t.Name))
		}
	}
}

func (r *patternReader) attacker(key, n *source.Node) {
	f := r.fields(n, "an attacker", "title", "kind", "each", "skill", "budget", "time", "attempts")
	if f == nil {
		return
	}
	if other := r.all.Attackers[key.Text]; other != nil {
		r.fail(key.Pos, source.Duplicate, "attacker %s is told already in %s", source.Quote(key.Text), other.Pos)
	}
	r.all.Attackers[key.Text] = &Adversary{
		Name:     key.Text,
		Title:    r.text(f["title"]),
		Kind:     r.text(f["kind"]),
		Each:     r.text(f["each"]),
		Skill:    r.text(f["skill"]),
		Budget:   r.text(f["budget"]),
		Time:     r.text(f["time"]),
		Attempts: r.text(f["attempts"]),
		Pos:      key.Pos,
	}
}

// branch reads a place of a tree, in which the variables are bound.
func (r *patternReader) branch(n *source.Node, bound map[string]bool) *Branch {
	if n.Kind == source.Scalar {
		return r.leaf(n, bound)
	}
	f := r.fields(n, "a place in a tree", "title", "each", "any", "all", "sequence")
	if f == nil {
		return &Branch{Pos: n.Pos}
	}
	each := r.each(f["each"], bound)
	if each.Variable != "" {
		bound = maps.Clone(bound)
		bound[each.Variable] = true
	}
	b := r.gate(n.Pos, f, bound)
	b.Title, b.Each = r.text(f["title"]), each
	return b
}

// leaf reads step@variable or step@variable.relation.
func (r *patternReader) leaf(n *source.Node, bound map[string]bool) *Branch {
	step, _, ok := strings.Cut(n.Text, "@")
	if !ok {
		r.fail(n.Pos, source.Value, "%s does not say where; write step@variable", source.Quote(n.Text))
	}
	at := *n
	at.Text = strings.TrimPrefix(n.Text, step+"@")
	return &Branch{Step: step, At: r.path(&at, bound), Pos: n.Pos}
}

func (r *patternReader) path(n *source.Node, bound map[string]bool) Path {
	variable, relation, _ := strings.Cut(r.text(n), ".")
	if !bound[variable] {
		r.fail(n.Pos, source.Reference, "nothing is called %s here; there are %s", source.Quote(variable), strings.Join(slices.Sorted(maps.Keys(bound)), ", "))
	}
	return Path{variable, relation}
}

func (r *patternReader) each(n *source.Node, bound map[string]bool) Each {
	switch {
	case n == nil:
		return Each{}
	case n.Kind != source.Mapping || len(n.Keys) != 1:
		r.fail(n.Pos, source.Value, "each is one name and where it leads: {store: asset.places}")
		return Each{}
	case bound[n.Keys[0].Text]:
		r.fail(n.Keys[0].Pos, source.Duplicate, "something is called %s already", source.Quote(n.Keys[0].Text))
	}
	return Each{n.Keys[0].Text, r.path(n.Items[0], bound)}
}

// gate reads the one gate of a mapping.
func (r *patternReader) gate(at source.Pos, f map[string]*source.Node, bound map[string]bool) *Branch {
	b := &Branch{Pos: at}
	for _, gate := range []string{"any", "all", "sequence"} {
		switch children := f[gate]; {
		case children == nil:
		case b.Gate != "":
			r.fail(children.Pos, source.Value, "a place has one gate; this is %s and %s", b.Gate, gate)
		case children.Kind != source.Sequence || len(children.Items) == 0:
			r.fail(children.Pos, source.Value, "%s is a list that is not empty", gate)
		default:
			b.Gate = gate
			for _, child := range children.Items {
				b.Children = append(b.Children, r.child(child, gate, bound))
			}
		}
	}
	if b.Gate == "" {
		r.fail(at, source.Value, "a place needs one of any, all, sequence")
	}
	return b
}

// child refuses repetition where each copy would be needed.
func (r *patternReader) child(n *source.Node, gate string, bound map[string]bool) *Branch {
	b := r.branch(n, bound)
	if b.Each.Variable != "" && gate != "any" {
		r.fail(n.Pos, source.Value, "\"each\" gives several ways and stands below \"any\", not %s; put an \"any\" around it", gate)
	}
	return b
}
