package model

// named is what every entity with an id can say about itself.
type named interface {
	entity() *Entity
	kind() string
}

func (e *Entity) entity() *Entity { return e }

func (*Party) kind() string      { return "party" }
func (*Boundary) kind() string   { return "boundary" }
func (*Component) kind() string  { return "component" }
func (*Flow) kind() string       { return "flow" }
func (*Key) kind() string        { return "key" }
func (*Role) kind() string       { return "role" }
func (*Asset) kind() string      { return "asset" }
func (*Attacker) kind() string   { return "attacker" }
func (*Threat) kind() string     { return "threat" }
func (*Step) kind() string       { return "step" }
func (*Mitigation) kind() string { return "mitigation" }

// Party returns the party of this id, or nil.
func (m *Model) Party(id string) *Party { return find[*Party](m, id) }

// Boundary returns the boundary of this id, or nil.
func (m *Model) Boundary(id string) *Boundary { return find[*Boundary](m, id) }

// Component returns the component or device class of this id, or nil.
func (m *Model) Component(id string) *Component { return find[*Component](m, id) }

// Flow returns the flow of this id, or nil.
func (m *Model) Flow(id string) *Flow { return find[*Flow](m, id) }

// Key returns the key of this id, or nil.
func (m *Model) Key(id string) *Key { return find[*Key](m, id) }

// Role returns the role of this id, or nil.
func (m *Model) Role(id string) *Role { return find[*Role](m, id) }

// Asset returns the asset of this id, or nil.
func (m *Model) Asset(id string) *Asset { return find[*Asset](m, id) }

// Attacker returns the attacker of this id, or nil.
func (m *Model) Attacker(id string) *Attacker { return find[*Attacker](m, id) }

// Threat returns the threat of this id, or nil.
func (m *Model) Threat(id string) *Threat { return find[*Threat](m, id) }

// Step returns the step or named part of this id, or nil.
func (m *Model) Step(id string) *Step { return find[*Step](m, id) }

// Mitigation returns the mitigation of this id, or nil.
func (m *Model) Mitigation(id string) *Mitigation { return find[*Mitigation](m, id) }

func find[T named](m *Model, id string) (found T) {
	found, _ = m.index[id].(T)
	return found
}

// Entity returns what is common to all entities for any id, and the entity's
// kind: party, boundary, component (device classes too), flow, key, role,
// asset, attacker, threat, step or mitigation. It is false for unknown ids,
// among them the reserved words internet and accident.
func (m *Model) Entity(id string) (Entity, string, bool) {
	e, ok := m.index[id]
	if !ok {
		return Entity{}, "", false
	}
	return *e.entity(), e.kind(), true
}

// Chain returns a boundary's id and those of the boundaries around it,
// innermost first. It is empty for "" and for unknown boundaries.
func (m *Model) Chain(boundary string) []string {
	var chain []string
	for b := m.Boundary(boundary); b != nil; b = m.Boundary(b.Inside.id()) {
		chain = append(chain, b.ID)
	}
	return chain
}

func (r *Ref) id() string {
	if r == nil {
		return ""
	}
	return r.ID
}

// Operator returns the id of the party that operates a component: its own, or
// that of the innermost boundary around it that states one, or "".
func (m *Model) Operator(c *Component) string {
	if c.Operator != nil {
		return c.Operator.ID
	}
	for _, id := range m.Chain(c.Inside.id()) {
		if operator := m.Boundary(id).Operator; operator != nil {
			return operator.ID
		}
	}
	return ""
}

// Region returns the region of the innermost boundary around a component that
// states one, or "".
func (m *Model) Region(c *Component) string {
	for _, id := range m.Chain(c.Inside.id()) {
		if region := m.Boundary(id).Region; region != "" {
			return region
		}
	}
	return ""
}

// Leaves returns the single steps that a threat's tree reaches, through named
// parts too, each once, in the order in which a reader meets them.
func (m *Model) Leaves(t *Threat) []*Step {
	var leaves []*Step
	seen := map[string]bool{}
	var walk func(*Node)
	walk = func(n *Node) {
		if n == nil {
			return
		}
		if s := m.Step(n.Step.ID); n.Gate == GateStep && s != nil && !seen[s.ID] {
			seen[s.ID] = true
			if s.Part == nil {
				leaves = append(leaves, s)
			}
			walk(s.Part)
		}
		for _, child := range n.Children {
			walk(child)
		}
	}
	walk(t.Attack)
	return leaves
}
