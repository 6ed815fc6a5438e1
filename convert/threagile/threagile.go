// Package threagile reads models of Threagile, of either dialect of its
// version 1, and says the same in our language.
//
// What has no counterpart is not dropped in silence: each such place gives a
// note. The nodes that Convert returns keep the positions of the Threagile file,
// so that findings on an imported model point into the original.
package threagile

import (
	"strings"

	"github.com/stormtree-dev/stormtree/model/source"
)

// Options say what an import may add to what the file says.
type Options struct {
	WaiveUntil string // YYYY-MM-DD: settled risk tracking becomes waivers that end then; "" makes none
	Today      string // YYYY-MM-DD: the day on which such waivers are created
}

// Import is a Threagile model in our language.
type Import struct {
	Root   *source.Node
	Notes  []Note  // what could not be carried over, sorted by position
	Counts []Count // in the order of the file format
}

// Note is something that got lost or changed on the way.
type Note struct {
	Pos     source.Pos
	Message string
}

// Count says how many of a kind the file has and how many the import has.
type Count struct {
	What    string
	In, Out int
}

// Convert reads a Threagile model. Problems mean that the file is no readable
// model, or that its parts refer to what is not there; the import is then nil.
// The cost is linear in the file, with its aliases expanded.
func Convert(file string, data []byte, o Options) (*Import, source.Problems) {
	root, problems := source.ReadResolved(file, data)
	if len(problems) > 0 {
		return nil, problems
	}
	c := newConverter(record{node: root}, o)
	c.convert()
	if len(c.problems) > 0 {
		c.problems.Sort()
		return nil, c.problems
	}
	return &Import{Root: c.model(file), Notes: c.notes(), Counts: c.counts}, nil
}

// converter turns one file into sections of our language.
type converter struct {
	options  Options
	root     record
	ids      ids
	lost     lost
	problems source.Problems
	counts   []Count
	sections map[string]*object // of our language
	prose    []string           // becomes the model's description

	assumptions, questions, waivers []*source.Node

	assetOf  map[string]*object // data asset by Threagile's id
	ownerOf  map[string]string  // title of the owner by Threagile's id of a technical asset
	kindOf   map[string]string  // our kind by Threagile's id of a technical asset
	moved    map[string]bool    // "asset component" pairs that some link carries
	inside   map[string]string  // our boundary by Threagile's id of a technical asset
	nestedIn map[string]string  // our boundary around a boundary, by Threagile's id
	runsOn   map[string]string  // our host by Threagile's id of a technical asset
}

func newConverter(root record, o Options) *converter {
	return &converter{
		options:  o,
		root:     root,
		ids:      newIDs(),
		lost:     lost{at: map[string]*loss{}},
		sections: map[string]*object{},
		assetOf:  map[string]*object{},
		ownerOf:  map[string]string{},
		kindOf:   map[string]string{},
		moved:    map[string]bool{},
		inside:   map[string]string{},
		nestedIn: map[string]string{},
		runsOn:   map[string]string{},
	}
}

// convert walks the file. Whatever others refer to gets its id first.
func (c *converter) convert() {
	if c.root.node == nil || c.root.node.Kind != source.Mapping {
		c.problem(source.Pos{}, source.Syntax, "this is no Threagile model: it should be a mapping")
		return
	}
	if c.root.has("stormtree") {
		c.problem(c.root.pos("stormtree"), source.Value, "this is a Stormtree model already; there is nothing to import")
		return
	}
	if !c.root.has("threagile_version") && !c.root.has("technical_assets") {
		c.problem(source.Pos{}, source.Value, "this is no Threagile model: it has neither threagile_version nor technical_assets")
		return
	}
	c.name()
	c.header()
	c.dataAssets()
	c.boundaries()
	c.runtimes()
	c.technicalAssets()
	c.links()
	c.processed()
	c.place()
	c.individualRisks()
	c.abuseCases()
	c.statements()
	c.tracking()
	c.leftovers("the model", c.root)
}

// name gives every entity that others refer to its id in our language, in the
// order of what a reader would expect to keep its name: components first.
func (c *converter) name() {
	for _, kind := range []string{"technical_assets", "data_assets", "trust_boundaries", "shared_runtimes"} {
		for _, e := range c.root.entries(kind) {
			c.nameOne(kind, e)
		}
	}
}

func (c *converter) nameOne(kind string, e entry) {
	id := e.text("id")
	if id == "" {
		id = plainText(e.key.Text)
	}
	if c.ids.known(kind, id) {
		c.problem(e.key.Pos, source.Duplicate, "%s has two entries with the id %s", kind, source.Quote(id))
		return
	}
	ours, changed := c.ids.take(kind, id)
	if changed {
		c.note(e.key.Pos, "%s is called %s here: ids are letters, digits, - and _, and unique in the whole model", source.Quote(id), source.Quote(ours))
	}
}

func (c *converter) problem(pos source.Pos, kind, format string, args ...any) {
	if pos == (source.Pos{}) && c.root.node != nil {
		pos = c.root.node.Pos
	}
	c.problems = append(c.problems, source.Problem{Pos: pos, Kind: kind, Message: sprintf(format, args...)})
}

// section is one of the sections of our model, in the order of first use.
func (c *converter) section(name string) *object {
	if c.sections[name] == nil {
		c.sections[name] = &object{}
	}
	return c.sections[name]
}

// order is how our sections follow one another in the written model.
var order = []string{
	"parties", "boundaries", "components", "device_classes", "keys", "assets", "flows", "threats", "steps",
}

// model puts the sections together.
func (c *converter) model(file string) *source.Node {
	m := &object{}
	m.word("stormtree", "1", c.root.pos("threagile_version"))
	m.free("title", clipped(plainText(c.root.text("title"))), c.root.pos("title"))
	m.free("description", strings.Join(c.prose, "\n\n"), c.root.pos("title"))
	for _, name := range order {
		if s := c.sections[name]; s != nil && len(s.keys) > 0 {
			m.add(name, s.node(c.root.node.Pos))
		}
	}
	m.list("waivers", c.waivers)
	m.list("assumptions", c.assumptions)
	m.list("questions", c.questions)
	root := m.node(source.Pos{File: file, Line: 1, Column: 1})
	root.Keys[0].Above = []string{
		"# Imported from a Threagile model. Threagile knows no attackers, tenants, keys or numbers:",
		"# state them, and more rules and attack trees can be judged.",
	}
	return root
}
