package library

import (
	"embed"
	"io/fs"
	"sync"

	"github.com/stormtree-dev/stormtree/model/source"
)

// Patterns are templates of attack trees with the steps that they share.
type Patterns struct {
	Patterns  []*Pattern            // sorted by name
	Steps     map[string]*Template  // by name
	Attackers map[string]*Adversary // by name; who attacks when a model names nobody
}

// Pattern is a template for one threat against an asset.
type Pattern struct {
	Name        string
	Title       string
	Description string
	Threat      string // the threat's title; {asset} stands for the asset's
	Category    Category
	Attack      *Branch
	Pos         source.Pos
}

// Category is what kind of threats a pattern grows, in the words of the model language.
type Category struct{ Stride, Linddun, Fear, Cause []string }

// Branch is one place of a template's tree: a gate, or a step at an element.
type Branch struct {
	Title    string
	Gate     string // any, all or sequence; "" for a step
	Each     Each   // repeats the branch for several elements; its Variable is "" when it does not
	Step     string // the template's name, of a step
	At       Path   // where the step is
	Children []*Branch
	Pos      source.Pos
}

// Each binds a variable to each element that a path leads to, one after the other.
type Each struct {
	Variable string
	Path     Path
}

// Path leads from a bound variable to elements: asset.places, flow.sender. An
// empty Relation is the variable itself.
type Path struct{ Variable, Relation string }

// Template is a step before it has a place. With a Part it is a named part.
type Template struct {
	Name        string
	Title       string // {self} stands for the element's title
	On          string // component, flow or asset
	Kind        string // action, condition or accident; action when not stated
	From        string // the relation that leads to where one must stand; "" is anywhere
	When        []Door
	Probability string // ids of default numbers
	Cost        string
	Time        string
	Skill       string // a word of the model language
	Technique   []string
	Hops        int // how often a part may lead through itself
	Part        *Branch
	Pos         source.Pos
}

// Door is a rule and the relation of the step's element that leads to where it
// must fail; "" is the element itself.
type Door struct{ Rule, Relation string }

// Adversary is a template for attackers.
type Adversary struct {
	Name     string
	Title    string // {self} stands for the place's title
	Kind     string
	Each     string // the relation of the model that leads to where such attackers stand
	Skill    string
	Budget   string // ids of default numbers
	Time     string
	Attempts string
	Pos      source.Pos
}

//go:embed patterns
var patternFiles embed.FS

// bundled are our patterns, read once when first asked for.
var bundled = sync.OnceValue(func() *Patterns {
	files, _ := fs.Sub(patternFiles, "patterns")
	p, problems := ReadPatterns(files, nil)
	if len(problems) > 0 {
		panic(problems) // the embedded files are tested
	}
	return p
})

// Bundled returns the patterns that come with the program. They are shared: read only.
func Bundled() *Patterns { return bundled() }
