package se.ringvakt.call;

import java.util.Arrays;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// A row of the Swedish numbering plan: the numbers that begin with one of these codes have this
/// many digits, trunk 0 and country code not counted.
///
/// Every code has one to three digits and no code is the prefix of another, so the first three
/// digits of a number name its row.
enum PlanRow {
    /// Not a number a campaign may call: premium, mass calling, paging, operator services, free.
    UNASSIGNED(0, 0, ""),

    AREA_OF_ONE_DIGIT(7, 9, "8"),

    AREA_OF_TWO_DIGITS(
            7,
            9,
            """
            11 13 16 18 19
            21 23 26
            31 33 35 36
            40 42 44 46
            54
            60 63
            90
            """),

    AREA_OF_THREE_DIGITS(
            8,
            9,
            """
            120 121 122 123 125 140 141 142 143 144 150 151 152 155 156 157 158 159
            171 173 174 175 176
            220 221 222 223 224 225 226 227 240 241 243 246 247 248 250 251 253 258
            270 271 278 280 281 290 291 292 293 294 295 297
            300 301 302 303 304 320 321 322 325 340 345 346 370 371 372 380 381 382 383
            390 392 393
            410 411 413 414 415 416 417 418 430 431 433 435 451 454 455 456 457 459
            470 471 472 474 476 477 478 479 480 481 485 486
            490 491 492 493 494 495 496 498 499
            500 501 502 503 504 505 506 510 511 512 513 514 515
            520 521 522 523 524 525 526 528 530 531 532 533 534 550 551 552 553 554 555
            560 563 564 565 570 571 573 580 581 582 583 584 585 586 587 589 590 591
            611 612 613 620 621 622 623 624 640 642 643 644 645 647 650 651 652 653 657
            660 661 662 663 670 671 672 680 682 684 687 690 691 692 693 695 696
            910 911 912 913 914 915 916 918 920 921 922 923 924 925 926 927 928 929
            930 932 933 934 935 940 941 942 943 950 951 952 953 954 960 961
            970 971 973 975 976 977 978 980 981
            """),

    MOBILE(9, 9, "70 72 73 76 79"),
    LOCATION_INDEPENDENT(9, 9, "10"),
    PERSONAL(9, 9, "75"),
    SHARED_COST(9, 9, "77"),
    FREEPHONE(6, 9, "20"),
    /// Machines and mobile broadband.
    MACHINE(13, 13, "710 719");

    /// Premium numbers lie within Umeå's code 90: its subscribers' numbers begin with 1 to 9.
    private static final int PREMIUM = 900;

    private static final PlanRow[] BY_FIRST_THREE = byFirstThree();

    private final int digitsMin;
    private final int digitsMax;
    private final String codes;
    private final int span;

    PlanRow(int digitsMin, int digitsMax, String codes) {
        this.digitsMin = digitsMin;
        this.digitsMax = digitsMax;
        this.codes = codes;
        this.span = span(codes().findFirst().orElse(0));
    }

    /// The row of a national number, by its first three digits.
    ///
    /// @param firstThree 0 to 999
    static PlanRow of(int firstThree) {
        return BY_FIRST_THREE[firstThree];
    }

    /// Whether a national number of this row can have so many digits.
    boolean allows(int digits) {
        return digits >= digitsMin && digits <= digitsMax;
    }

    /// Whether its codes are area codes (*riktnummer*), where local dialling works.
    boolean isGeographic() {
        return switch (this) {
            case AREA_OF_ONE_DIGIT, AREA_OF_TWO_DIGITS, AREA_OF_THREE_DIGITS -> true;
            default -> false;
        };
    }

    /// The code of a number of this row, by the number's first three digits.
    int code(int firstThree) {
        return firstThree / span;
    }

    static SortedSet<Integer> areaCodes() {
        var all = new TreeSet<Integer>();
        for (PlanRow row : values()) {
            if (row.isGeographic()) {
                row.codes().forEach(all::add);
            }
        }
        return Collections.unmodifiableSortedSet(all);
    }

    private static PlanRow[] byFirstThree() {
        var rows = new PlanRow[1000];
        Arrays.fill(rows, UNASSIGNED);
        for (PlanRow row : values()) {
            row.codes().forEach(code -> row.claim(rows, code));
        }
        rows[PREMIUM] = UNASSIGNED;
        return rows;
    }

    private void claim(PlanRow[] rows, int code) {
        for (int i = code * span; i < (code + 1) * span; i++) {
            if (rows[i] != UNASSIGNED) {
                throw new IllegalStateException(
                        "code: "
                                + code
                                + " (expected: prefix of no other, of one length in a row)");
            }
            rows[i] = this;
        }
    }

    private IntStream codes() {
        return Arrays.stream(codes.split("\\s+", -1))
                .filter(code -> !code.isEmpty())
                .mapToInt(Integer::parseInt);
    }

    /// How many groups of three first digits begin with this code.
    private static int span(int code) {
        if (code < 10) {
            return 100;
        }
        return code < 100 ? 10 : 1;
    }
}
