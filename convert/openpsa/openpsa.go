// Package openpsa reads fault trees of the Open-PSA Model Exchange Format (MEF),
// version 2.0d: gates, basic events, house events, parameters and expressions.
//
// One file, with what it includes, is one model; further files are part of it only
// when the caller says so. The top is the gate that no gate refers to, in whatever
// fault tree or component it stands; when there are several, the caller chooses.
//
// A basic event without an expression has no probability: it is read, and
// tree.Document.Unstated tells. Deviates count with their means; where one is the
// whole expression of a basic event, and of a law that package tree knows, the
// event keeps it. Event trees and what belongs to them are passed over with a
// note; common-cause groups and substitutions would change the answers, so they
// are refused.
package openpsa

import (
	"path"
	"strings"

	"github.com/stormtree-dev/stormtree/convert/tree"
	"github.com/stormtree-dev/stormtree/convert/tree/markup"
	"github.com/stormtree-dev/stormtree/model/source"
)

// Options say how to read a model; the zero value reads one file without includes.
type Options struct {
	Top         string  // the name of the top; "" is the only one
	MissionTime float64 // of <system-mission-time/>, in the model's unit; 0 is unknown, and then a problem where it is used
	// Include returns the text of a file that the model includes, by its path
	// relative to the folder of the model, with slashes and without "..". nil
	// refuses includes.
	Include func(path string) ([]byte, error)
	More    []File // files that belong to the same model
}

// File is a further file of a model.
type File struct {
	Name string
	Data []byte
}

// Read reads a model. The cost is linear in the text.
func Read(file string, data []byte, o Options) (*tree.Document, source.Problems) {
	r := read(file, data, o)
	if r.broken {
		return nil, r.Problems()
	}
	return r.Resolve(o.Top)
}

// ReadGraph reads the definitions of a model, as for writing them in another format.
func ReadGraph(file string, data []byte, o Options) (*tree.Graph, source.Problems) {
	r := read(file, data, o)
	if problems := r.Problems(); len(problems) > 0 {
		return nil, problems
	}
	return r.Graph, nil
}

const (
	maxDepth    = 64  // of elements
	maxIncludes = 256 // files that a model includes
	maxNested   = 16  // files that include each other
)

// reader reads all files of a model.
type reader struct {
	*tree.Graph
	options Options
	text
	broken bool // by a mistake of syntax: much may be missing

	scope      scope
	scopes     scopes
	parameters map[string]*parameter
	ordered    []*parameter
	deferred   []event // whose probability depends on parameters
	mentions   []*mention
	told       map[string]bool // notes that are given once

	first    string // name of the model's own file
	included map[string]bool
	open     int // files that are open
}

// text is a file that is being read.
type text struct {
	x    *markup.Scanner
	base tree.Place
	dir  string // of the file, relative to that of the model

	failed bool // its mistake of syntax was reported
}

func read(file string, data []byte, o Options) *reader {
	r := &reader{
		Graph: &tree.Graph{}, options: o, first: file, parameters: map[string]*parameter{}, told: map[string]bool{},
		included: map[string]bool{path.Base(strings.ReplaceAll(file, "\\", "/")): true},
	}
	r.file(file, "", data)
	for _, f := range o.More {
		r.file(f.Name, "", f.Data)
	}
	r.settleParameters()
	r.settleReferences()
	return r
}

// file reads one file from its first to its last byte.
func (r *reader) file(name, dir string, data []byte) {
	base, ok := r.AddFile(name, data)
	if !ok {
		r.broken = true
		return
	}
	outer := r.text
	r.text = text{x: &markup.Scanner{Data: data, MaxDepth: maxDepth}, base: base, dir: dir}
	r.open++
	r.root()
	r.open--
	r.checkSyntax()
	r.text = outer
}

func (r *reader) root() {
	if r.x.Next() != markup.Start {
		return
	}
	if string(r.x.Name) != "opsa-mef" {
		r.broken = true
		r.Report(r.place(), source.Value, "the root element is <%s>; it should be <opsa-mef> (or <adtree>, for ADTool)", source.Printable(string(r.x.Name)))
		return
	}
	r.children("opsa-mef", r.modelElement, modelElements)
	for !r.broken && r.x.Next() != markup.Done {
	}
}

func (r *reader) place() tree.Place { return r.base + tree.Place(r.x.At) }

// children reads the elements inside of the one that just began, but for labels
// and attributes, which say nothing to us. each reads an element to its end, or
// returns false for one that it does not know.
func (r *reader) children(of string, each func(name []byte) bool, known func() []string) {
	for !r.Full() {
		switch r.x.Next() {
		case markup.Start:
			r.child(of, each, known)
		case markup.Text:
			r.Report(r.place(), source.Syntax, "no text is expected in <%s>", of)
		default:
			r.checkSyntax()
			return
		}
	}
	r.broken = true
}

// checkSyntax reports the mistake that ended the reading of a file, once.
func (r *reader) checkSyntax() {
	if err := r.x.Err; err != nil && !r.failed {
		r.broken, r.failed = true, true
		r.Report(r.base+tree.Place(err.At), err.Kind, "%s", err.Message)
	}
}

func (r *reader) child(of string, each func(name []byte) bool, known func() []string) {
	name, at := r.x.Name, r.place()
	switch string(name) {
	case "label", "attributes":
		r.x.Skip()
		return
	}
	if !each(name) {
		r.Report(at, source.UnknownKey, "<%s> is not read in <%s>%s", source.Printable(string(name)), of, meant(string(name), known()))
		r.x.Skip()
	}
}

func meant(word string, words []string) string {
	if closest := source.Closest(word, words); closest != "" {
		return "; did you mean <" + closest + ">?"
	}
	return ""
}

// required returns an attribute; its absence is reported.
func (r *reader) required(name string) ([]byte, bool) {
	value, _, ok := r.x.Attribute(name)
	if !ok {
		r.Report(r.place(), source.Value, "<%s> has no %s", r.x.Name, name)
	}
	return value, ok
}

// once notes something the first time that it happens.
func (r *reader) once(at tree.Place, message string) {
	if !r.told[message] {
		r.told[message] = true
		r.Note(at, "%s", message)
	}
}
