package risk

import "github.com/stormtree-dev/stormtree/model"

// operators are the ids of the parties in whose hands an element is: whoever
// runs a component, both ends of a flow, all places of an asset; the custodian of
// a key, the party of a role, a party itself. Empty where nobody is named.
func operators(m *model.Model, element string) []string {
	if c := m.Component(element); c != nil {
		return nonempty(m.Operator(c))
	}
	if f := m.Flow(element); f != nil {
		return append(operators(m, f.From.ID), operators(m, f.To.ID)...)
	}
	if b := m.Boundary(element); b != nil {
		return boundaryOperator(m, b)
	}
	if asset := m.Asset(element); asset != nil {
		var parties []string
		for _, at := range asset.At {
			parties = append(parties, operators(m, at.ID)...)
		}
		return parties
	}
	return holder(m, element)
}

// boundaryOperator is inherited inwards, as that of components is.
func boundaryOperator(m *model.Model, b *model.Boundary) []string {
	for _, id := range m.Chain(b.ID) {
		if around := m.Boundary(id); around.Operator != nil {
			return []string{around.Operator.ID}
		}
	}
	return nil
}

// holder is whoever holds a key or a role, and a party itself.
func holder(m *model.Model, element string) []string {
	if k := m.Key(element); k != nil {
		return nonempty(named(k.Custodian))
	}
	if r := m.Role(element); r != nil {
		return nonempty(named(r.Party))
	}
	if p := m.Party(element); p != nil {
		return []string{p.ID}
	}
	return nil
}

func nonempty(id string) []string {
	if id == "" {
		return nil
	}
	return []string{id}
}
