"""Invented names."""

from __future__ import annotations

STREETS = [
    "Đường Hoa Gạo",
    "Đường Bến Mía",
    "Đường Lúa Vàng",
    "Đường Cây Trôm",
    "Đường Chợ Sáng",
    "Đường Vườn Cau",
    "Đường Lò Gốm Nhỏ",
    "Đường Sân Phơi",
    "Đường Giếng Nước",
    "Đường Xóm Thuyền",
    "Đường Bông Điệp",
    "Đường Mai Vàng",
    "Đường Cầu Ván",
    "Đường Hàng Dương",
    "Đường Nhà Lồng",
    "Đường Trái Bần",
]
ARTERIAL = "Đại lộ Bình Mẫu"
CANAL = "Kênh Mẫu"
APARTMENTS = ["Chung cư Sen Hồng", "Chung cư Bến Mẫu"]
COMMUNE_ROAD = "Tỉnh lộ Mẫu"
RIVER = "Sông Mẫu"
COMMUNE_STREETS = [
    "Đường Bàu Sen",
    "Đường Rạch Tre",
    "Đường Gò Cỏ",
    "Đường Giồng Dừa",
    "Đường Ruộng Muối",
    "Đường Vàm Nhỏ",
    "Đường Đình Cũ",
    "Đường Kênh Đứng",
    "Đường Bờ Đê",
    "Đường Xẻo Lá",
    "Đường Cây Dừa",
    "Đường Trại Giống",
]
OLD_AP = ["Ấp Bàu Sen", "Ấp Rạch Tre", "Ấp Gò Cỏ", "Ấp Giồng Dừa", "Ấp Vàm Nhỏ"]
