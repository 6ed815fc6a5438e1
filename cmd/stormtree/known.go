package main

import (
	"fmt"
	"slices"
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
	return unknown("attacker", id, ids(attackerIDs(m)))
}

// knownBoundary refuses a boundary that the model does not have; "" is all of them.
func knownBoundary(m *model.Model, id string) error {
	if id == "" || m.Boundary(id) != nil {
		return nil
	}
	return unknown("boundary", id, ids(boundaryIDs(m)))
}

// unknown says that there is no such thing, and what was probably meant.
func unknown(kind, id string, known []string) error {
	message := fmt.Sprintf("there is no %s %s", kind, source.Quote(id))
	if near := nearest(id, known); near != "" {
		return fmt.Errorf("%s; did you mean %s?", message, source.Quote(near))
	}
	if len(known) == 0 || len(known) > 20 {
		return fmt.Errorf("%s", message)
	}
	return fmt.Errorf("%s; there are %s", message, strings.Join(known, ", "))
}

// nearest is the known word that was probably meant: the same in other case, else a close one.
func nearest(word string, known []string) string {
	if at := slices.IndexFunc(known, func(k string) bool { return strings.EqualFold(k, word) }); at >= 0 {
		return known[at]
	}
	return source.Closest(word, known)
}

// ids are completions without their descriptions.
func ids(completions []string) []string {
	list := make([]string, len(completions))
	for i, c := range completions {
		list[i], _, _ = strings.Cut(c, "\t")
	}
	return list
}
