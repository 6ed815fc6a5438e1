package attacktree

import (
	"cmp"
	"slices"
)

// noise is the relative difference below which sums on the way to a front are
// equal: less than closeness, so that many such steps stay within it.
const noise = 1e-12

// prune leaves those points on the canvas that no other covers, the best in the first
// column first. Of equal points the likelier stays, then the smaller.
func (p *painter) prune(share float64) error {
	if len(p.canvas) < 2 {
		return p.ctx.Err()
	}
	slices.SortFunc(p.canvas, p.compare)
	k := keep{painter: p, share: share, kept: p.canvas[:0], stairs: p.stairs[:0]}
	for _, x := range p.canvas {
		if at := k.covering(&x); at < 0 {
			k.put(x)
		} else if k.rivals(&x, &k.kept[at]) {
			k.kept[at].unlikely, k.kept[at].size, k.kept[at].id, k.kept[at].origin = x.unlikely, x.size, x.id, x.origin
		}
	}
	p.canvas, p.stairs = k.kept, k.stairs
	if p.work < 0 {
		return ErrBudget
	}
	return p.ctx.Err()
}

func (p *painter) compare(x, y point) int {
	for i := range p.columns {
		if x.of[i] != y.of[i] {
			return cmp.Compare(x.of[i], y.of[i])
		}
	}
	return cmp.Or(cmp.Compare(x.unlikely, y.unlikely), cmp.Compare(x.size, y.size),
		cmp.Compare(x.id, y.id), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
}

// keep is the points kept so far. They come sorted by the first column, so that
// only the others have to be compared. With one or two columns the last one covers
// whatever any of them does. With three the stairs help: a front of the second and
// third column (H. Kung, F. Luccio, F. Preparata, On finding the maxima of a set of
// vectors, 1975). With more, each is asked.
type keep struct {
	*painter
	share  float64
	kept   []point
	stairs []int32 // of the kept, ascending in the second column, descending in the third
}

// covering is the place of a kept point that is at least as good in every column, or -1.
func (k *keep) covering(x *point) int {
	last := len(k.kept) - 1
	switch len(k.columns) {
	case 1:
		return last
	case 2:
		if last >= 0 && k.covers(&k.kept[last], x, 1) {
			return last
		}
		return -1
	case 3:
		return k.under(x)
	}
	for at := last; at >= 0; at-- {
		if k.work--; k.covers(&k.kept[at], x, 1) {
			return at
		}
	}
	return -1
}

// covers reports whether y is no better than x in any column from the given one on.
func (k *keep) covers(x, y *point, from int) bool {
	for i := from; i < len(k.columns); i++ {
		if x.of[i] > k.columns[i].slack(y.of[i], k.share) {
			return false
		}
	}
	return true
}

// under looks on the stairs: of the steps that are no worse in the second column, the
// last is the best in the third.
func (k *keep) under(x *point) int {
	limit := k.columns[1].slack(x.of[1], k.share)
	step := k.step(limit, true)
	if step > 0 && k.covers(&k.kept[k.stairs[step-1]], x, 2) {
		return int(k.stairs[step-1])
	}
	return -1
}

// step counts the stairs that lie below a number in the second column, or at it.
func (k *keep) step(limit float64, at bool) int {
	step, _ := slices.BinarySearchFunc(k.stairs, limit, func(i int32, limit float64) int {
		if x := k.kept[i].of[1]; x < limit || at && x == limit {
			return -1
		}
		return 1
	})
	return step
}

func (k *keep) put(x point) {
	k.kept = append(k.kept, x)
	if len(k.columns) != 3 {
		return
	}
	from := k.step(x.of[1], false)
	to := from
	for to < len(k.stairs) && k.kept[k.stairs[to]].of[2] >= x.of[2] {
		to++
	}
	k.stairs = slices.Replace(k.stairs, from, to, int32(len(k.kept)-1))
}

// rivals reports whether x is as good in every column as y, which covers it, and
// otherwise preferable.
func (k *keep) rivals(x, y *point) bool {
	return k.covers(x, y, 0) && cmp.Or(cmp.Compare(x.unlikely, y.unlikely), cmp.Compare(x.size, y.size)) < 0
}

// probes is how many points that shades looks at where a single one cannot tell.
const probes = 8

// shades reports whether a new point need not be put beside pruned ones, as far as
// those that are close to it in the first column tell: of two columns all it could
// know, of more what is worth its time.
func (p *painter) shades(pruned []point, x *point) bool {
	after, _ := slices.BinarySearchFunc(pruned, x.of[0], func(y point, first float64) int {
		if y.of[0] <= first {
			return -1
		}
		return 1
	})
	looks := probes
	if len(p.columns) <= 2 {
		looks = 1
	}
	k := keep{painter: p, share: noise}
	for at := after - 1; at >= max(0, after-looks); at-- {
		if k.covers(&pruned[at], x, 1) && !k.rivals(x, &pruned[at]) {
			return true
		}
	}
	return false
}

// unrounded leaves out what only rounding put before a point that covers it: their
// first columns are close.
func (p *painter) unrounded() ([]point, error) {
	k := keep{painter: p, share: closeness}
	front := []point{}
	for i := range p.canvas {
		x, covered := &p.canvas[i], false
		limit := p.columns[0].slack(x.of[0], closeness)
		for j := i + 1; j < len(p.canvas) && p.canvas[j].of[0] <= limit && !covered; j++ {
			covered = k.covers(&p.canvas[j], x, 1)
			p.work--
		}
		if !covered {
			front = append(front, *x)
		}
		if p.work < 0 {
			return nil, ErrBudget
		}
	}
	return front, p.ctx.Err()
}
