/// The formulas that translation is measured with: the column `spot` of `Tests/Vectors/ltl-formulas.csv`, which is not on
/// disk where the program runs. A test compares the two.
///
/// - Source: Dwyer, Avrunin and Corbett, *Property specification patterns for finite-state verification* (FMSP 1998), and
///   the further sets of Spot's benchmarks.
enum FormulaList {
  /// All 241, in Spot's spelling.
  static let formulas = text.split(separator: "\n").map(String.init)

  private static let text = """
    G (p0 -> G !p1)
    G (p0 & !p1 & F p1 -> (!p2 U p1))
    G (p0 & !p1 -> (!p2 W p1))
    G (p0 & !p1 -> (!p1 W (!p1 & p2)))
    G (p0 & !p1 -> (!p1 U (!p1 & p2)))
    !p0 W (p0 W (!p0 W (p0 W G !p0)))
    F p0 -> (!p0 U (p0 & (!p1 W (p1 W (!p1 W (p1 W G !p1))))))
    G (p0 & F p1 -> ((!p1 & !p2) U (p1 | ((!p1 & p2) U (p1 | ((!p1 & !p2) U (p1 | ((!p1 & p2) U (p1 | (!p2 U p1))))))))))
    G (p0 -> ((!p1 & !p2) U (p2 | ((p1 & !p2) U (p2 | ((!p1 & !p2) U (p2 | ((p1 & !p2) U (p2 | (!p1 W p2) | G p1)))))))))
    G p0
    F p0 -> (p1 U p0)
    !p0 W p1
    G (p0 & !p1 -> (!p2 W (p1 | p3)))
    F p0 -> ((p1 -> (!p0 U (!p0 & p2))) U p0)
    G (p0 -> G (p1 -> F p2))
    G (p0 & !p1 & F p1 -> ((p2 -> (!p1 U (!p1 & p3))) U p1))
    G (p0 & !p1 -> ((p2 -> (!p1 U (!p1 & p3))) W p1))
    F p0 -> (!p0 U (!p0 & p1 & X (!p0 U p2)))
    F p0 -> (!p1 U (p0 | (!p1 & p2 & X (!p1 U p3))))
    F (p0 & X F p1) -> (!p0 U p2)
    G !p0 | (!p0 U (p0 & (F (p1 & X F p2) -> (!p1 U p3))))
    G (p0 -> (!(!p1 & p2 & X (!p1 U (!p1 & p3))) U (p1 | p4)) | G !(p2 & X F p3))
    G (p0 & X F p1 -> X F (p1 & F p2))
    F p0 -> ((p1 & X (!p0 U p2) -> X (!p0 U (p2 & F p3))) U p0)
    G (p0 -> ((p1 & X (!p2 U p3) -> X (!p2 U (p3 & F p4))) U (p2 | G (p1 & X (!p2 U p3) -> X (!p2 U (p3 & F p4))))))
    G (p0 -> F (p1 & X F p2))
    F p0 -> ((p1 -> (!p0 U (!p0 & p2 & X (!p0 U p3)))) U p0)
    G (p0 -> G (p1 -> p2 & X F p3))
    G (p0 & F p1 -> ((p2 -> (!p1 U (!p1 & p3 & X (!p1 U p4)))) U p1))
    G (p0 -> ((p1 -> (!p2 U (!p2 & p3 & X (!p2 U p4)))) U (p2 | G (p1 -> p3 & X F p4))))
    G (p0 -> F (p1 & !p2 & X (!p2 U p3)))
    F p0 -> ((p1 -> (!p0 U (!p0 & p2 & !p3 & X ((!p0 & !p3) U p4)))) U p0)
    G (p0 -> G (p1 -> p2 & !p3 & X (!p3 U p4)))
    p0 U (p1 & G p2)
    p0 U (p1 & X (p2 & F (p3 & X F (p4 & X F (p5 & X F p6)))))
    F (p0 & X G p1)
    F (p0 & X (p1 U p2))
    G (p0 -> (p1 U p2))
    G F p0 & G F p1 & G F p2 & G F p3 & G F p4
    (p0 U (p1 U p2)) | (p1 U (p2 U p0)) | (p2 U (p0 U p1))
    p0 U p1
    F p0 U G p1
    G p0 U p1
    !(F p0 <-> F p1)
    !(G F p0 -> G F p1)
    !(G F p0 <-> G F p1)
    G (p0 -> F p1) & ((X p0 U p1) | !X (p0 U (p0 & p1)))
    G (p0 -> F p1)
    !(F G p0 | F G p1)
    F p0 & F !p0
    (p0 & X p1) R X (((p2 U p3) R p0) U (p2 R p0))
    G p2 | G p0 | (G (p0 | G F p1) & G (p2 | G F !p1))
    G p0 | G p2 | (G (p0 | F G p1) & G (p2 | F G !p1))
    !(G p2 | G p0 | (G (p0 | G F p1) & G (p2 | G F !p1)))
    p0 | (p1 U p0)
    G F p0 & G F !p0
    G F (!(p1 <-> X p1) | !(p0 <-> X p0))
    G F (!(p1 <-> X p1) | !(p0 <-> X p0) | !(p2 <-> X p2) | !(p3 <-> X p3))
    G ((p0 -> F !p0) & (!p0 -> F p0))
    G (p0 -> F (p0 & p1))
    G (p0 -> F (!p0 & p1 & p2 & p3 -> F p4))
    G (p0 -> F (p1 -> F p2))
    G (p0 -> F (p1 & p2 -> F p3))
    G (!p0 & !p1)
    G !(p0 & p1)
    G (p0 -> p1)
    G (!p0 -> (p1 <-> !p2))
    G (!p0 -> !(p1 & p2 & p3 & p4 & p5))
    G (!p0 -> (p1 & p2 & p3 & p4 -> !p5))
    G (p0 & p1 -> p2 | p3 | p4 | p5 | !(p6 & p7))
    G (p0 & p1 & !p2 & X p2) -> X (X !p1 | (p2 U (!p2 U (p2 U (!p1 | p3)))))
    G (p0 -> (p1 U (!p1 U (p2 | p3))))
    G (p0 -> X (p0 | p1))
    G (!p0 & X p0 -> X ((p0 U p1) | G p0))
    G (!p0 & X p0 -> X (p0 U (p0 & !p1 & X (p0 & p1 & (p0 U (p0 & !p1 & X (p0 & p1)))))))
    G (p0 & X !p0 -> X (!p0 U (!p0 & !p1 & X (!p0 & p1 & (!p0 U (!p0 & !p1 & X (!p0 & p1)))))))
    G (!p0 & X p0 -> X (!(!p0 & X p0) U (!p1 & X p1)))
    G (!p0 | X (!p0 | X (!p0 | X (!p0 | X (!p0 | X (!p0 | X (!p0 | X (!p0 | X (!p0 | X (!p0 | X (!p0 | X !p0)))))))))))
    (p0 U p1) | G p0
    X G (p0 -> G !p1 | (!X p1 U p2))
    X p0 & G (!p0 & X p0 -> X X p0)
    G (p0 -> F p1)
    (p0 U p1) -> (p2 U p3) | G p2
    G (!p0 -> F p0)
    G (p0 -> F (p1 | p2))
    G (p0 -> G !p1 | (!p2 U p1))
    G (p0 -> (p1 R (p1 | !p2)))
    G (p0 & p1 -> (!p1 R (p0 | !p1)))
    G (p0 -> F (p1 & p2))
    G F p0 -> G F p1
    G F (p0 | p1) & G F (p1 | p2)
    G F (F p0 | G X p1 | F G (p0 | X X p1))
    F p1 & F p2 & F p3 & F p4
    F G p1 & F G p2
    F G p1 & F G p2 & F G p3
    G F p1 & G F p2
    G F p1 & G F p2 & G F p3
    F (p1 & F p2) & F (q1 & F q2)
    F (p1 & F (p2 & F p3)) & F (q1 & F (q2 & F q3))
    F (p & X p) & F (q & X q)
    F (p & X p & X X p) & F (q & X q & X X q)
    (b & X a) | X b -> X c
    (((((b & X a) | X b) & X X a) | X X b) & X X X a) | X X X b -> X X X c
    F (p0 | X G (p1 | X 0))
    G F a1 <-> G F z
    G F (a <-> X X a)
    G F a1 -> G F z
    G F a1 & G F a2 & G F a3 -> G F z
    G F (a -> X a)
    G F (a -> X X X a)
    (G F p1 | F G p2) & (G F p2 | F G p3)
    !(G F p1 -> G (q -> F r))
    !(G F p1 & G F p2 & G F p3 & G F p4 -> G (q -> F r))
    G (p0 & X F (p1 & X F p2))
    c & X (d | y) & G (y -> X ((a | b) & X (c & X (d | y | G c)))) & (!d U (d & X (y & X X G c))) & F (c & X (!c & ((y -> X ((a & F (d & F (y & X a))) | (b & F (d & F (y & X b))))) U c))) & G (!(a & b) & !(a & c) & !(a & d) & !(a & y) & !(b & c) & !(b & d) & !(b & y) & !(c & d) & !(c & y) & !(d & y))
    (!d U (d & X ((a | b) & X G c))) & F (c & ((X a & G (d -> X a)) | (X b & G (d -> X b))) & X X c) & G (!(a & b) & !(a & c) & !(a & d) & !(b & c) & !(b & d) & !(c & d))
    (!d U (d & X ((a | b) & X ((a | b) & X G c)))) & F (c & ((X a & G (d -> X a)) | (X b & G (d -> X b))) & ((X X a & G (d -> X X a)) | (X X b & G (d -> X X b))) & X X X c) & G (!(a & b) & !(a & c) & !(a & d) & !(b & c) & !(b & d) & !(c & d))
    F b1 & G F a1
    F (b1 & F b2) & G F a1
    F b1 & G F (a1 & X a2)
    F (b1 & F b2) & G F (a1 & X a2)
    F (b1 & F b2) & G F (a1 & X (a2 & X a3))
    F (b1 & F (b2 & F b3)) & G F (a1 & X (a2 & X a3))
    (F G a2 & G F b2) | ((F G a1 | G F b1) & F G a0 & G F b0)
    (F G a1 | G F b1) & F G a0 & G F b0
    F G p1 | F G p2
    F G p1 | F G p2 | F G p3
    G p1 | G p2 | G p3
    G F p1 | G F p2
    !r1 & !r2 & !r3 -> !g1 & !g2 & !g3 & ((!(g1 & g2) & !(g1 & g3) & !(g2 & g3) & ((g1 <-> r1) -> (g1 <-> X g1)) & ((g2 <-> r2) -> (g2 <-> X g2)) & ((g3 <-> r3) -> (g3 <-> X g3))) W !(((g1 ^ r1) -> (r1 <-> X r1)) & ((g2 ^ r2) -> (r2 <-> X r2)) & ((g3 ^ r3) -> (r3 <-> X r3)))) & (G F !(g1 & r1) & G F !(g2 & r2) & G F !(g3 & r3) & G (((g1 ^ r1) -> (r1 <-> X r1)) & ((g2 ^ r2) -> (r2 <-> X r2)) & ((g3 ^ r3) -> (r3 <-> X r3))) -> G F (g1 <-> r1) & G F (g2 <-> r2) & G F (g3 <-> r3))
    (p1 R p2) R p3
    ((p1 R p2) R p3) R p4
    p1 R (p2 R p3)
    p1 R (p2 R (p3 R p4))
    p1 R (p2 R (p3 R (p4 R p5)))
    !b & m & G (m -> X m) & G (!b & m -> X b & X ((!m & (b <-> X b)) U m)) & G (b & m -> X !b & X ((b & !m & X !b) U (m | (!b & !m & X b & X ((!m & (b <-> X b)) U m)))))
    !b & m & G (m -> X !m & X X m) & X !b & G (!b & m -> X X b & X ((!m & (b <-> X X b)) U m)) & G (b & m -> X X !b & X ((b & !m & X X !b) U (m | (!b & !m & X X b & X ((!m & (b <-> X X b)) U m)))))
    !b & m & G (m -> X !m & X X !m & X X X m) & X !b & X X !b & G (!b & m -> X X X b & X ((!m & (b <-> X X X b)) U m)) & G (b & m -> X X X !b & X ((b & !m & X X X !b) U (m | (!b & !m & X X X b & X ((!m & (b <-> X X X b)) U m)))))
    !b & m & G (m -> X !m & X X m) & X !b & G (!b & m -> !c & X X b) & G (b & m -> c & X X !b) & G (!c & X !m -> X !c & (X b <-> X X X b)) & G (c -> (X !b -> X !c & X X X b) & (X b -> X c & X X X !b))
    !b & m & G (m -> X !m & X X !m & X X X m) & X !b & X X !b & G (!b & m -> !c & X X X b) & G (b & m -> c & X X X !b) & G (!c & X !m -> X !c & (X b <-> X X X X b)) & G (c -> (X !b -> X !c & X X X X b) & (X b -> X c & X X X X !b))
    !b & m & G (m -> X m) & G (!b & m -> !c & X b) & G (b & m -> c & X !b) & G (!c & X !m -> X (!c & (b <-> X b))) & G (c -> X ((!b -> !c & X b) & (b -> c & X !b)))
    !b & m & G (m -> X (!m & X (!m & X m))) & X (!b & X !b) & G (!b & m -> !c & X X X b) & G (b & m -> c & X X X !b) & G (!c & X !m -> X (!c & (b <-> X X X b))) & G (c -> X ((!b -> !c & X X X b) & (b -> c & X X X !b)))
    !b & m & G (m -> X (!m & X m)) & X !b & G (!b & m -> X (X b & ((!m & (b <-> X X b)) U m))) & G (b & m -> X (X !b & ((b & !m & X X !b) U (m | (!b & !m & X (X b & ((!m & (b <-> X X b)) U m)))))))
    !b & m & G (m -> X (!m & X (!m & X m))) & X (!b & X !b) & G (!b & m -> X (X X b & ((!m & (b <-> X X X b)) U m))) & G (b & m -> X (X X !b & ((b & !m & X X X !b) U (m | (!b & !m & X (X X b & ((!m & (b <-> X X X b)) U m)))))))
    G F a1 U G (G F a0 U X X b)
    G F a2 U G (G F a1 U G (G F a0 U X X b))
    G F a1 -> G F b1
    G F a1 & G F a2 -> G F b1 & G F b2
    (G F a1 | F G b1) & (G F a2 | F G b2) & (G F a3 | F G b3)
    G (p -> q | X q)
    G (p -> q | X (q | X q))
    G (p -> q & X q)
    G (p -> q & X q & X X q)
    G (p -> q & X q)
    G (p1 -> (p1 U p2))
    G (p1 -> (p1 U (p2 & (p2 U p3))))
    G (p1 -> (p1 U (p2 & (p2 U (p3 & (p3 U p4))))))
    ((p1 U p2) U p3) U p4
    (((p1 U p2) U p3) U p4) U p5
    p1 U (p2 U (p3 U p4))
    G p <-> !F !p
    F p <-> (1 U p)
    G p <-> (0 R p)
    F p <-> p | X F p
    G p <-> p & X G p
    X (p & q) <-> X p & X q
    X (p U q) <-> (X p U X q)
    X F p <-> F X p
    G (p & q) <-> G p & G q
    (p U q) <-> q | (p & X (p U q))
    (p R q) <-> q & (p | X (p R q))
    (p W q) <-> q | (p & X (p W q))
    (p W q) <-> (p U q) | G p
    (p U q) <-> (p W q) & F q
    (p R q) <-> (q W (p & q))
    (p M q) <-> (q U (p & q))
    (p M q) <-> (p R q) & F p
    !(p U q) <-> (!p R !q)
    !(p R q) <-> (!p U !q)
    !(p M q) <-> (!p W !q)
    (p R (p R q)) <-> (p R q)
    (p R (q & r)) <-> (p R q) & (p R r)
    F (p U q) <-> F q
    G (p R q) <-> G q
    F G (p W q) <-> F G (p | q) & (F G p | G F q)
    G (p -> F q) -> (G F p -> G F q)
    G (p -> X q) -> G (p -> F q)
    G p -> F p
    F G p -> G F p
    p -> F p
    (p U q) -> (p W q)
    (p U q) -> p | q
    G (p -> q) -> (F p -> F q)
    p & G (p -> X p) -> G p
    G F p & G (p -> F q) -> G F q
    (p W (q W r)) -> ((p | q) W r)
    (p U q) & (!q U r) -> F (q & F r) | F (r & F q) | F (q & r)
    F p & F q <-> F (p & F q) | F (q & F p)
    (p -> (q -> r)) <-> (p & q -> r)
    F (p & X !p) | G p | G !p | F (!p & X p)
    F (p & q) <-> F p & F q
    G (p | q) <-> G p | G q
    G F (p & q) <-> G F p & G F q
    F G (p | q) <-> F G p | F G q
    G F (p -> q) <-> G (p -> F q)
    G F (p -> q) -> G (p -> F q)
    G (p -> F q) <-> G (p -> X F q)
    F p -> G p
    X p <-> p
    G (p -> F q) & F p
    G F (p -> q)
    G (p -> q)
    p U q
    p W q
    p R q
    G (p -> X q)
    F (p & X (q & X r))
    (p U q) & (q U p)
    G (p -> (q U r))
    G (p & !q -> (!r W q))
    G F p & G F q
    F G p | G F q
    G F (p & X q)
    F G (p -> X q)
    G (p -> X G !p)
    F (p & X F p)
    F (p & X F (p & X F p))
    (G F p | F G q) & (G F q | F G r)
    p U (q & X (r U s))
    (p ^ q) U (p & q)
    G p & F !p
    (p M q) & G !p
    p & G (p -> X p) & F !p
    G F p & F G !p
    (p R q) & !q
    G (p -> X !p) & G (!p -> X p) & F G p
    (p W q) & !p & !q
    G (p <-> X !p) & p & X p
    G F (p & q) & F G (!p | !q)
    !(G (p -> F q) -> G F (p -> q))
    G (p -> X q) & G !q & F p
    """
}
