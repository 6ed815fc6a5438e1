package openpsa

import (
	"fmt"
	"strconv"

	"github.com/stormtree-dev/stormtree/convert/tree"
	"github.com/stormtree-dev/stormtree/model/source"
)

func modelElements() []string {
	return []string{"define-fault-tree", "model-data", "include", "define-gate", "define-basic-event", "define-house-event", "define-parameter"}
}

// modelElement reads an element of opsa-mef.
func (r *reader) modelElement(name []byte) bool {
	switch string(name) {
	case "define-fault-tree":
		r.container(containerElements)
	case "model-data":
		r.children("model-data", r.dataElement, dataElements)
	case "include", "xi:include":
		r.include()
	case "define-event-tree", "define-initiating-event", "define-sequence", "define-functional-event", "define-rule", "define-alignment", "define-consequence",
		"define-consequence-group":
		r.once(r.place(), "event trees and what belongs to them are not read: <"+string(name)+">")
		r.x.Skip()
	default:
		return r.dataElement(name)
	}
	return true
}

func containerElements() []string {
	return []string{"define-component", "define-gate", "define-basic-event", "define-house-event", "define-parameter", "include"}
}

// container reads a fault tree or a component.
func (r *reader) container(known func() []string) {
	element := string(r.x.Name)
	name, _ := r.required("name")
	leave := r.enter(string(name))
	r.children(element, func(name []byte) bool {
		switch string(name) {
		case "define-component":
			r.container(known)
		case "include", "xi:include":
			r.include()
		default:
			return r.dataElement(name)
		}
		return true
	}, known)
	leave()
}

func dataElements() []string {
	return []string{"define-basic-event", "define-house-event", "define-parameter", "define-gate"}
}

// dataElement reads a definition.
func (r *reader) dataElement(name []byte) bool {
	switch string(name) {
	case "define-gate":
		r.gate()
	case "define-basic-event":
		r.basicEvent()
	case "define-house-event":
		r.houseEvent()
	case "define-parameter":
		r.parameter()
	case "define-CCF-group", "define-substitution", "define-extern-function", "define-extern-library":
		r.Report(r.place(), source.Value, "<%s> changes what gates and events mean, and is not read here", name)
		r.x.Skip()
	default:
		return false
	}
	return true
}

// defined reads the name of a definition, as the whole model knows it.
func (r *reader) defined() (tree.Name, tree.Place) {
	at := r.place()
	text, ok := r.required("name")
	if !ok {
		text = fmt.Append(nil, "unnamed ", at)
	}
	if r.isPrivate() {
		return r.NewName([]byte(r.scope.within(string(text))), at), at
	}
	n := r.NewName(text, at)
	r.atHome(n)
	return n, at
}

func (r *reader) gate() {
	n, at := r.defined()
	r.BeginGate()
	r.scopes.beginGate(r.scope.number, r.Arguments())
	before := r.Reported()
	r.children("define-gate", r.argument, formulaElements)
	if r.Reported() > before {
		r.Spoil(n, at)
		return
	}
	r.EndGate(n, at)
}

func (r *reader) houseEvent() {
	n, at := r.defined()
	holds, stated := false, false
	r.children("define-house-event", func(name []byte) bool {
		if string(name) != "constant" {
			return false
		}
		holds, stated = r.truth(), true
		r.x.Skip()
		return true
	}, func() []string { return []string{"constant"} })
	if !stated {
		r.Note(at, "house event %s has no constant: it counts as false", source.Quote(r.Text(n)))
	}
	r.Constant(n, at, holds)
}

// truth reads the value of <constant>.
func (r *reader) truth() bool {
	value, ok := r.required("value")
	holds, err := strconv.ParseBool(string(value))
	if ok && err != nil {
		r.Report(r.place(), source.Value, "the constant %s should be true or false", source.Quote(string(value)))
	}
	return holds
}
