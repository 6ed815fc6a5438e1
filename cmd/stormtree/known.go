package main

import (
	"fmt"
	"strings"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
)

// knownThreat refuses a threat that the model does not have or does not describe.
func knownThreat(m *model.Model, id string) error {
	t := m.Threat(id)
	if t == nil {
		return unknown("threat", id, ids(threatIDs(m)))
	}
	if t.Attack == nil {
		return fmt.Errorf("threat %s has no attack yet, so there is no tree", source.Quote(id))
	}
	return nil
}

// knownAttacker refuses an attacker that the model does not have; "" is anybody.
func knownAttacker(m *model.Model, id string) error {
	if id == "" || m.Attacker(id) != nil {
		return nil
	}
	var known []string
	for _, a := range m.Attackers {
		known = append(known, a.ID)
	}
	return unknown("attacker", id, known)
}

// knownBoundary refuses a boundary that the model does not have; "" is all of them.
func knownBoundary(m *model.Model, id string) error {
	if id == "" || m.Boundary(id) != nil {
		return nil
	}
	var known []string
	for _, b := range m.Boundaries {
		known = append(known, b.ID)
	}
	return unknown("boundary", id, known)
}

// unknown says that there is no such thing, and what was probably meant.
func unknown(kind, id string, known []string) error {
	message := fmt.Sprintf("there is no %s %s", kind, source.Quote(id))
	if near := source.Closest(id, known); near != "" {
		return fmt.Errorf("%s; did you mean %s?", message, source.Quote(near))
	}
	if len(known) == 0 || len(known) > 20 {
		return fmt.Errorf("%s", message)
	}
	return fmt.Errorf("%s; there are %s", message, strings.Join(known, ", "))
}

// ids are completions without their descriptions.
func ids(completions []string) []string {
	list := make([]string, len(completions))
	for i, c := range completions {
		list[i], _, _ = strings.Cut(c, "\t")
	}
	return list
}
