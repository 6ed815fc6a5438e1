package tree

import (
	"bytes"
	"hash/maphash"
)

// Name is a name of a Graph, numbered 0, 1, … by its first use.
type Name int32

// NoName is no name.
const NoName Name = -1

// names gives equal texts equal numbers. The texts lie in one block: a million
// names cost about 24 bytes each beside their letters.
type names struct {
	text  []byte
	ends  []uint32 // by name
	slots []slot   // open addressing, at most half full
	seed  maphash.Seed
}

// guess is the name that probably comes next. Files define names mostly in the
// order in which they first mention them: to look at the next one first saves a
// walk through memory.
type guess Name

// slot holds a name and a part of its text's hash.
type slot struct {
	hash uint32
	name Name // plus one: 0 is empty
}

const fewestSlots = 1 << 8

// grow makes room for n names.
func (ns *names) grow(n int) {
	size := fewestSlots
	for size < 2*n {
		size *= 2
	}
	if size <= len(ns.slots) {
		return
	}
	if ns.slots == nil {
		ns.seed = maphash.MakeSeed()
	}
	old := ns.slots
	ns.slots = make([]slot, size)
	for _, s := range old {
		if s.name != 0 {
			ns.slots[ns.free(s.hash)] = s
		}
	}
}

func (ns *names) free(hash uint32) int {
	mask := len(ns.slots) - 1
	at := int(hash) & mask
	for ns.slots[at].name != 0 {
		at = (at + 1) & mask
	}
	return at
}

// intern returns the number of a text, a new one if needed.
func (ns *names) intern(text []byte, next *guess) (n Name, isNew bool) {
	if int(*next) < len(ns.ends) && bytes.Equal(ns.of(Name(*next)), text) {
		*next++
		return Name(*next) - 1, false
	}
	n, isNew = ns.lookUp(text)
	*next = guess(n) + 1
	return n, isNew
}

func (ns *names) lookUp(text []byte) (n Name, isNew bool) {
	ns.grow(len(ns.ends) + 1)
	at, hash := ns.find(text)
	if s := ns.slots[at]; s.name != 0 {
		return s.name - 1, false
	}
	ns.text = append(ns.text, text...)
	ns.ends = append(ns.ends, uint32(len(ns.text)))
	ns.slots[at] = slot{hash, Name(len(ns.ends))}
	return Name(len(ns.ends) - 1), true
}

// find returns the slot of a text, or the one where it belongs.
func (ns *names) find(text []byte) (at int, hash uint32) {
	hash = ns.hash(text)
	mask := len(ns.slots) - 1
	for at = int(hash) & mask; ; at = (at + 1) & mask {
		s := ns.slots[at]
		if s.name == 0 || s.hash == hash && bytes.Equal(ns.of(s.name-1), text) {
			return at, hash
		}
	}
}

// hash puts names that differ only in their last letter beside each other: files
// number their names, and neighbours are read together.
func (ns *names) hash(text []byte) uint32 {
	if len(text) == 0 {
		return 0
	}
	last := len(text) - 1
	return uint32(maphash.Bytes(ns.seed, text[:last])) + uint32(text[last])
}

// known returns the number of a text that has one.
func (ns *names) known(text []byte) (Name, bool) {
	if len(ns.slots) == 0 {
		return NoName, false
	}
	at, _ := ns.find(text)
	return ns.slots[at].name - 1, ns.slots[at].name != 0
}

func (ns *names) begin(n Name) uint32 {
	if n == 0 {
		return 0
	}
	return ns.ends[n-1]
}

// of is the text of a name; it must not be changed.
func (ns *names) of(n Name) []byte { return ns.text[ns.begin(n):ns.ends[n]] }
