package policies

// bare is what an input says itself, for another process to index again.
func (in *Input) bare() *Input {
	return &Input{
		Parties: in.Parties, Boundaries: in.Boundaries, Keys: in.Keys, Assets: in.Assets,
		Attackers: in.Attackers, Mitigations: in.Mitigations,
		Components: alone(in.Components, func(c *Component) { c.Key, c.Operates = nil, nil }),
		Flows:      alone(in.Flows, func(f *Flow) { f.Sender, f.Receiver = nil, nil }),
		Roles:      alone(in.Roles, func(r *Role) { r.Holder = nil }),
	}
}

// alone are copies of elements that lead to no others.
func alone[T any](section map[string]*T, cut func(*T)) map[string]*T {
	copies := make(map[string]*T, len(section))
	for id, element := range section {
		lone := *element
		cut(&lone)
		copies[id] = &lone
	}
	return copies
}
