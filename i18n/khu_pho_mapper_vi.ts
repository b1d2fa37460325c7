<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi_VN" sourcelanguage="en">
<context>
    <name>AlgorithmRun</name>
    <message>
        <source>QGIS does not know the algorithm {algorithm}. Switch the plugin off and on.</source>
        <translation>QGIS không tìm thấy thuật toán {algorithm}. Hãy tắt rồi bật lại plugin.</translation>
    </message>
</context>
<context>
    <name>AlignmentFiles</name>
    <message>
        <source>Plan that gets the tables</source>
        <translation>Phương án nhận các bảng</translation>
    </message>
    <message>
        <source>GeoPackage of a plan. Change list, harmonized areas and the other tables are added to it or replaced in it, all or none, also while its layers are open.</source>
        <translation>Tệp GeoPackage của phương án. Danh sách thay đổi, địa bàn sau thống nhất và các bảng khác được thêm vào hoặc thay thế trong tệp, đủ tất cả hoặc không bảng nào, kể cả khi các lớp của tệp đang mở.</translation>
    </message>
    <message>
        <source>Tables for signing</source>
        <translation>Bảng biểu để lấy ý kiến</translation>
    </message>
    <message>
        <source>Excel file (*.xlsx)</source>
        <translation>Tệp Excel (*.xlsx)</translation>
    </message>
    <message>
        <source>Page of metrics</source>
        <translation>Trang chỉ số</translation>
    </message>
    <message>
        <source>HTML file (*.html)</source>
        <translation>Tệp HTML (*.html)</translation>
    </message>
</context>
<context>
    <name>AlignmentFlow</name>
    <message>
        <source>The copy can&apos;t be kept: {reason}</source>
        <translation>Không lưu được bản đã chỉnh: {reason}</translation>
    </message>
    <message>
        <source>The folder can&apos;t be made: {reason}</source>
        <translation>Không tạo được thư mục: {reason}</translation>
    </message>
    <message>
        <source>{name} – alignment</source>
        <translation>{name} – đối chiếu</translation>
    </message>
    <message>
        <source>signed rows</source>
        <translation>dòng đã ký</translation>
    </message>
    <message>
        <source>all rows</source>
        <translation>tất cả các dòng</translation>
    </message>
    <message>
        <source>{name} – rebuilt from {rows}</source>
        <translation>{name} – lập lại từ {rows}</translation>
    </message>
    <message>
        <source>Rebuilt from {rows}: see the group “{group}” among the layers.</source>
        <translation>Đã lập lại từ {rows}: xem nhóm “{group}” trong danh sách lớp.</translation>
    </message>
    <message>
        <source>Units with locks</source>
        <translation>Tổ có khóa</translation>
    </message>
    <message>
        <source>{n} units of refused rows are locked in their khu phố. Propose again; they stay there.</source>
        <translation>{n} tổ của các dòng bị từ chối được khóa trong khu phố của mình. Hãy lập lại phương án; các tổ này giữ nguyên.</translation>
    </message>
    <message>
        <source>{n} changes, {agreed} agreed</source>
        <translation>{n} thay đổi, {agreed} đã thống nhất</translation>
    </message>
    <message>
        <source>nothing changes</source>
        <translation>không thay đổi</translation>
    </message>
    <message>
        <source>{n} decisions taken over; {unknown} rows of the table are not in this change list.</source>
        <translation>Đã nhập {n} ý kiến; {unknown} dòng của bảng không có trong danh sách thay đổi này.</translation>
    </message>
    <message>
        <source>{path} is no plan: it has no layer “units”.</source>
        <translation>{path} không phải là phương án: không có lớp “units”.</translation>
    </message>
</context>
<context>
    <name>AlignmentInputs</name>
    <message>
        <source>Khu phố field</source>
        <translation>Trường khu phố</translation>
    </message>
    <message>
        <source>no minimum</source>
        <translation>không đặt</translation>
    </message>
    <message>
        <source> households</source>
        <translation> hộ</translation>
    </message>
    <message>
        <source>A khu phố that has as many now keeps as many</source>
        <translation>Khu phố nào đang đủ số hộ này thì vẫn phải đủ</translation>
    </message>
    <message>
        <source>Field that marks with 1, true or x the units that keep their khu phố</source>
        <translation>Trường đánh dấu (1, true hoặc x) các tổ giữ nguyên khu phố</translation>
    </message>
    <message>
        <source>More evidence (optional)</source>
        <translation>Thêm căn cứ (không bắt buộc)</translation>
    </message>
    <message>
        <source>The units layer of step 1</source>
        <translation>Lớp tổ dân phố ở bước 1</translation>
    </message>
    <message>
        <source>Align</source>
        <translation>Đối chiếu</translation>
    </message>
    <message>
        <source>Minimum</source>
        <translation>Tối thiểu</translation>
    </message>
    <message>
        <source>Dwellings</source>
        <translation>Nhà ở</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>Danh sách hộ</translation>
    </message>
    <message>
        <source>Streets</source>
        <translation>Đường, hẻm</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Khóa</translation>
    </message>
    <message>
        <source>Points or outlines of houses: they count more than land</source>
        <translation>Điểm hoặc thửa nhà: được tính trước diện tích đất</translation>
    </message>
    <message>
        <source>Table that names unit and beat or militia area of households: it counts most</source>
        <translation>Bảng ghi tổ và địa bàn của từng hộ: được tính trước hết</translation>
    </message>
    <message>
        <source>Lines with names; the change list then tells the streets</source>
        <translation>Đường có tên; danh sách thay đổi sẽ ghi tên đường, hẻm</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Chọn tệp</translation>
    </message>
    <message>
        <source>Open a plan made before, to go on with it</source>
        <translation>Mở phương án đã lập trước để làm tiếp</translation>
    </message>
    <message>
        <source>Plan {folder}</source>
        <translation>Phương án {folder}</translation>
    </message>
    <message>
        <source>Plans (*.gpkg)</source>
        <translation>Phương án (*.gpkg)</translation>
    </message>
</context>
<context>
    <name>AlignmentPage</name>
    <message>
        <source>Police beats</source>
        <translation>Địa bàn CSKV</translation>
    </message>
    <message>
        <source>Militia areas</source>
        <translation>Khu đội, ấp đội</translation>
    </message>
    <message>
        <source>Compare, and count what would move</source>
        <translation>Đối chiếu và tính số hộ thay đổi</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Lớp</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>Khớp</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Thay đổi</translation>
    </message>
    <message>
        <source>Unclear</source>
        <translation>Chưa rõ</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Chốt</translation>
    </message>
    <message>
        <source>Households (and units) that would change, for each way. Choosing one makes the areas of all three and the list of changes to sign; another can be chosen later, signed rows stay.</source>
        <translation>Số hộ (và số tổ) sẽ thay đổi theo từng cách. Chọn một cách thì lập địa bàn của cả ba bên và danh sách thay đổi để ký; có thể chọn lại sau, các dòng đã ký được giữ.</translation>
    </message>
    <message>
        <source>Press “Compare” in the tab “Layers” to see here what each way would move for whom.</source>
        <translation>Bấm “Đối chiếu” ở thẻ “Lớp” để xem tại đây mỗi cách làm thay đổi bao nhiêu hộ của bên nào.</translation>
    </message>
    <message>
        <source>Needs units with their khu phố (a plan of step 3, or a field), and in step 1 police beats or militia areas with their id.</source>
        <translation>Cần tổ dân phố đã có khu phố (phương án ở bước 3, hoặc một trường), và ở bước 1 lớp địa bàn CSKV hoặc khu đội có mã.</translation>
    </message>
    <message>
        <source>A layer lies off. Use its corrected copy first, or every border will seem to differ.</source>
        <translation>Có lớp bị lệch vị trí. Hãy dùng bản đã chỉnh trước, nếu không mọi ranh đều có vẻ khác nhau.</translation>
    </message>
    <message>
        <source>Check the positions first: where a layer lies off, every border seems to differ.</source>
        <translation>Hãy kiểm tra vị trí trước: nếu lớp bị lệch thì mọi ranh đều có vẻ khác nhau.</translation>
    </message>
    <message>
        <source>Ways</source>
        <translation>Cách</translation>
    </message>
    <message>
        <source>{n} remarks on the layers</source>
        <translation>{n} lưu ý về các lớp</translation>
    </message>
    <message>
        <source>hide</source>
        <translation>ẩn</translation>
    </message>
    <message>
        <source>show</source>
        <translation>xem</translation>
    </message>
</context>
<context>
    <name>Arrange</name>
    <message>
        <source>4. Arrange: propose, compare, write plan, tables and map</source>
        <translation>4. Sắp xếp: lập phương án, đối chiếu, ghi phương án, bảng và bản đồ</translation>
    </message>
    <message>
        <source>Police beats and militia areas on the map</source>
        <translation>Đưa địa bàn CSKV và khu đội, ấp đội lên bản đồ</translation>
    </message>
    <message>
        <source>For internal use only: these areas are not for the public.</source>
        <translation>Chỉ dùng nội bộ: các địa bàn này không công khai.</translation>
    </message>
    <message>
        <source>Folder of the results</source>
        <translation>Thư mục kết quả</translation>
    </message>
    <message>
        <source>Plan (GeoPackage)</source>
        <translation>Phương án (GeoPackage)</translation>
    </message>
    <message>
        <source>Tables (XLSX)</source>
        <translation>Bảng (XLSX)</translation>
    </message>
    <message>
        <source>Map (PDF)</source>
        <translation>Bản đồ (PDF)</translation>
    </message>
    <message>
        <source>Summary (JSON)</source>
        <translation>Tóm tắt (JSON)</translation>
    </message>
</context>
<context>
    <name>ChangeList</name>
    <message>
        <source>Nothing changes for anyone: the three already agree.</source>
        <translation>Không bên nào phải thay đổi: ba bên đã khớp nhau.</translation>
    </message>
    <message>
        <source>Ward</source>
        <translation>UBND</translation>
    </message>
    <message>
        <source>Police</source>
        <translation>Công an</translation>
    </message>
    <message>
        <source>Military</source>
        <translation>Quân sự</translation>
    </message>
    <message>
        <source>W</source>
        <translation>UB</translation>
    </message>
    <message>
        <source>P</source>
        <translation>CA</translation>
    </message>
    <message>
        <source>M</source>
        <translation>QS</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Tổ</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Bên</translation>
    </message>
    <message>
        <source>From → to</source>
        <translation>Từ → sang</translation>
    </message>
    <message>
        <source>Hh.</source>
        <translation>Hộ</translation>
    </message>
    <message>
        <source>Households</source>
        <translation>Số hộ</translation>
    </message>
    <message>
        <source>streets: {streets}</source>
        <translation>đường, hẻm: {streets}</translation>
    </message>
    <message>
        <source>confidence {share}</source>
        <translation>độ tin cậy {share}</translation>
    </message>
    <message>
        <source>agrees</source>
        <translation>đồng ý</translation>
    </message>
    <message>
        <source>refuses</source>
        <translation>từ chối</translation>
    </message>
    <message>
        <source>about {n} households ({low} to {high})</source>
        <translation>khoảng {n} hộ ({low} đến {high})</translation>
    </message>
    <message>
        <source>{n} households</source>
        <translation>{n} hộ</translation>
    </message>
    <message>
        <source>All rows</source>
        <translation>Tất cả các dòng</translation>
    </message>
    <message>
        <source>Not yet agreed by all three</source>
        <translation>Chưa đủ ba bên đồng ý</translation>
    </message>
    <message>
        <source>Refused by someone</source>
        <translation>Có bên từ chối</translation>
    </message>
    <message>
        <source>Move for the ward</source>
        <translation>Thay đổi của UBND (khu phố)</translation>
    </message>
    <message>
        <source>Move for the police</source>
        <translation>Thay đổi của công an</translation>
    </message>
    <message>
        <source>Move for the military</source>
        <translation>Thay đổi của quân sự</translation>
    </message>
    <message>
        <source>all three {n} of {all}</source>
        <translation>cả ba {n}/{all}</translation>
    </message>
    <message>
        <source>Comes with the harmonized areas: see “Ways”.</source>
        <translation>Có sau khi chọn một cách thống nhất: xem thẻ “Cách”.</translation>
    </message>
</context>
<context>
    <name>CheckLayers</name>
    <message>
        <source>1. Check layers</source>
        <translation>1. Kiểm tra các lớp</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>Lỗi dữ liệu</translation>
    </message>
</context>
<context>
    <name>CheckPage</name>
    <message>
        <source>Tổ dân phố</source>
        <translation>Tổ dân phố</translation>
    </message>
    <message>
        <source>Police beats</source>
        <translation>Địa bàn CSKV</translation>
    </message>
    <message>
        <source>Militia areas</source>
        <translation>Khu đội, ấp đội</translation>
    </message>
    <message>
        <source>Ward outline</source>
        <translation>Ranh phường, xã</translation>
    </message>
    <message>
        <source>Barriers</source>
        <translation>Vật cản</translation>
    </message>
    <message>
        <source>Looks for faults in the layers: missing numbers, gaps, overlaps and so on.</source>
        <translation>Tìm lỗi trong các lớp: thiếu số liệu, khe hở, chồng lấn…</translation>
    </message>
    <message>
        <source>No faults found. A proposal is possible.</source>
        <translation>Không thấy lỗi nào. Có thể lập phương án.</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Lớp</translation>
    </message>
    <message>
        <source>Feature</source>
        <translation>Đối tượng</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Vấn đề</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Cách xử lý</translation>
    </message>
    <message>
        <source>Check the layers</source>
        <translation>Kiểm tra các lớp</translation>
    </message>
    <message>
        <source>Add to map</source>
        <translation>Thêm vào bản đồ</translation>
    </message>
    <message>
        <source>Adds the faults to the project as a layer</source>
        <translation>Thêm các lỗi vào dự án thành một lớp</translation>
    </message>
    <message>
        <source>Next: proposal</source>
        <translation>Tiếp: Phương án</translation>
    </message>
    <message>
        <source>First choose the layers in step 1.</source>
        <translation>Trước hết hãy chọn các lớp ở bước 1.</translation>
    </message>
    <message>
        <source>Errors: {errors}. They make a proposal impossible: mend them, then check again. Warnings: {warnings}.</source>
        <translation>Có {errors} lỗi nên chưa lập được phương án: hãy sửa rồi kiểm tra lại. Cảnh báo: {warnings}.</translation>
    </message>
    <message>
        <source>No errors. Warnings: {warnings}. Look through them; a proposal is possible.</source>
        <translation>Không có lỗi. Cảnh báo: {warnings}; hãy xem qua. Có thể lập phương án.</translation>
    </message>
    <message>
        <source>The present state: click a line to see its units on the map</source>
        <translation>Hiện trạng: bấm một dòng để xem các tổ trên bản đồ</translation>
    </message>
    <message>
        <source>Ward</source>
        <translation>Phường, xã</translation>
    </message>
    <message>
        <source>Present khu phố</source>
        <translation>Khu phố hiện nay</translation>
    </message>
    <message>
        <source>none</source>
        <translation>chưa có</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>Số tổ</translation>
    </message>
    <message>
        <source>Households</source>
        <translation>Số hộ</translation>
    </message>
</context>
<context>
    <name>CityParameters</name>
    <message>
        <source>Processes</source>
        <translation>Số tiến trình</translation>
    </message>
    <message>
        <source>How many processes search at once. 0: two for more than 20 wards where that is safe, else one. The plans are the same.</source>
        <translation>Số tiến trình tìm kiếm cùng lúc. 0: hai khi có trên 20 phường, xã và an toàn, nếu không thì một. Phương án như nhau.</translation>
    </message>
    <message>
        <source>A cancel keeps finished wards</source>
        <translation>Khi hủy, giữ các phường, xã đã xong</translation>
    </message>
    <message>
        <source>When a run over several wards is canceled, the outputs that go into files are written all the same: finished wards with their khu phố, the others without. QGIS does not load them by itself then.</source>
        <translation>Khi hủy một lần chạy nhiều phường, xã, các kết quả ghi ra tệp vẫn được ghi: phường, xã đã xong có khu phố, các phường, xã khác để trống. Khi đó QGIS không tự mở chúng.</translation>
    </message>
</context>
<context>
    <name>CompareWithForces</name>
    <message>
        <source>3. Compare with police beats and militia areas</source>
        <translation>3. Đối chiếu với địa bàn cảnh sát khu vực và khu đội, ấp đội</translation>
    </message>
    <message>
        <source>Faces (pieces of units)</source>
        <translation>Mảnh đối chiếu (phần của tổ)</translation>
    </message>
    <message>
        <source>Matches (one row per force and khu phố)</source>
        <translation>Kết quả đối chiếu (mỗi lực lượng và khu phố một dòng)</translation>
    </message>
</context>
<context>
    <name>CorrectedLayers</name>
    <message>
        <source>{layer} (corrected position)</source>
        <translation>{layer} (đã chỉnh vị trí)</translation>
    </message>
</context>
<context>
    <name>CurveChart</name>
    <message>
        <source>compactness</source>
        <translation>độ gọn</translation>
    </message>
    <message>
        <source>stay in old khu phố</source>
        <translation>ở lại khu phố cũ</translation>
    </message>
    <message>
        <source>{n} khu phố: compactness {compactness}</source>
        <translation>{n} khu phố: độ gọn {compactness}</translation>
    </message>
    <message>
        <source>, {share} % stay in their old khu phố</source>
        <translation>, {share} % số hộ ở lại khu phố cũ</translation>
    </message>
    <message>
        <source>, {n} below the minimum</source>
        <translation>, {n} dưới mức tối thiểu</translation>
    </message>
    <message>
        <source>number of khu phố (click one to ask for it)</source>
        <translation>số khu phố (bấm vào điểm để chọn số đó)</translation>
    </message>
</context>
<context>
    <name>DataPage</name>
    <message>
        <source>Choose the layer of the tổ dân phố, or open the sample ward to try things out.</source>
        <translation>Hãy chọn lớp tổ dân phố, hoặc mở phường mẫu để làm thử.</translation>
    </message>
    <message>
        <source>{units} units</source>
        <translation>{units} tổ</translation>
    </message>
    <message>
        <source>{households} households</source>
        <translation>{households} hộ</translation>
    </message>
    <message>
        <source>no coordinate system</source>
        <translation>chưa có hệ tọa độ</translation>
    </message>
    <message>
        <source>Understood: {parts}.</source>
        <translation>Đã đọc: {parts}.</translation>
    </message>
    <message>
        <source>Choose the field with the unit id.</source>
        <translation>Hãy chọn cột chứa mã tổ.</translation>
    </message>
    <message>
        <source>Choose the field with the households.</source>
        <translation>Hãy chọn cột chứa số hộ.</translation>
    </message>
    <message>
        <source>The layer has no coordinate system: set it in the layer&apos;s properties.</source>
        <translation>Lớp chưa có hệ tọa độ: hãy đặt trong thuộc tính của lớp.</translation>
    </message>
    <message>
        <source>{n} units without a number of households (counted as unknown, not as 0).</source>
        <translation>{n} tổ chưa có số hộ (coi là chưa biết, không phải 0).</translation>
    </message>
    <message>
        <source>{n} units whose number of households can&apos;t be read.</source>
        <translation>{n} tổ có số hộ không đọc được.</translation>
    </message>
    <message>
        <source>{n} units without an id.</source>
        <translation>{n} tổ chưa có mã.</translation>
    </message>
    <message>
        <source>{n} units whose id occurs more than once.</source>
        <translation>{n} tổ bị trùng mã.</translation>
    </message>
    <message>
        <source>Choose the field with the id of the police beats.</source>
        <translation>Hãy chọn cột chứa mã địa bàn CSKV.</translation>
    </message>
    <message>
        <source>Choose the field with the id of the militia areas.</source>
        <translation>Hãy chọn cột chứa mã địa bàn khu đội, ấp đội.</translation>
    </message>
    <message>
        <source>Tổ dân phố (required)</source>
        <translation>Tổ dân phố (bắt buộc)</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Lớp</translation>
    </message>
    <message>
        <source>Unit id</source>
        <translation>Mã tổ</translation>
    </message>
    <message>
        <source>Text or number that names each tổ dân phố once</source>
        <translation>Chữ hoặc số, mỗi tổ dân phố một mã riêng</translation>
    </message>
    <message>
        <source>Households</source>
        <translation>Số hộ</translation>
    </message>
    <message>
        <source>Whole number of households of each tổ dân phố</source>
        <translation>Số hộ của từng tổ dân phố, là số nguyên</translation>
    </message>
    <message>
        <source>Old khu phố</source>
        <translation>Khu phố cũ</translation>
    </message>
    <message>
        <source>Khu phố or ấp of today; the proposal keeps them together where it can</source>
        <translation>Khu phố, ấp hiện nay; phương án cố gắng giữ nguyên</translation>
    </message>
    <message>
        <source>More fields of the tổ dân phố</source>
        <translation>Cột khác của lớp tổ dân phố</translation>
    </message>
    <message>
        <source>Unit name</source>
        <translation>Tên tổ</translation>
    </message>
    <message>
        <source>Name of the tổ dân phố in tables and on the map</source>
        <translation>Tên tổ dân phố trong bảng và trên bản đồ</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Nhân khẩu</translation>
    </message>
    <message>
        <source>Number of people of each tổ dân phố</source>
        <translation>Số nhân khẩu của từng tổ dân phố</translation>
    </message>
    <message>
        <source>Ward</source>
        <translation>Phường, xã</translation>
    </message>
    <message>
        <source>Code or name of the ward or commune; no khu phố goes beyond it</source>
        <translation>Mã hoặc tên phường, xã; khu phố không vượt ra ngoài</translation>
    </message>
    <message>
        <source>Ward name</source>
        <translation>Tên phường, xã</translation>
    </message>
    <message>
        <source>Name of the ward for titles</source>
        <translation>Tên phường, xã dùng cho tiêu đề</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Loại</translation>
    </message>
    <message>
        <source>Tells khu phố (khu_pho) from ấp (ap); without it, all count as khu phố</source>
        <translation>Phân biệt khu phố (khu_pho) và ấp (ap); nếu không chọn, tất cả coi là khu phố</translation>
    </message>
    <message>
        <source>Police beats</source>
        <translation>Địa bàn cảnh sát khu vực</translation>
    </message>
    <message>
        <source>Area id</source>
        <translation>Mã địa bàn</translation>
    </message>
    <message>
        <source>Militia areas</source>
        <translation>Địa bàn khu đội, ấp đội</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>Lớp khác</translation>
    </message>
    <message>
        <source>Ward outline</source>
        <translation>Ranh phường, xã</translation>
    </message>
    <message>
        <source>Boundary of the ward: units outside it are reported</source>
        <translation>Ranh phường, xã: tổ nằm ngoài ranh sẽ được báo</translation>
    </message>
    <message>
        <source>Barriers</source>
        <translation>Vật cản</translation>
    </message>
    <message>
        <source>Canals, arterial roads, railways: khu phố do not cross them where it can be avoided</source>
        <translation>Kênh rạch, đường lớn, đường sắt: khu phố tránh vượt qua nếu có thể</translation>
    </message>
    <message>
        <source>Open the sample ward</source>
        <translation>Mở phường mẫu</translation>
    </message>
    <message>
        <source>Makes a made-up ward on this computer and opens its layers</source>
        <translation>Tạo một phường giả định trên máy này và mở các lớp</translation>
    </message>
    <message>
        <source>Next: check</source>
        <translation>Tiếp: Kiểm tra</translation>
    </message>
</context>
<context>
    <name>DetectShift</name>
    <message>
        <source>6. Detect a shift of police beats or militia areas</source>
        <translation>6. Phát hiện độ lệch của địa bàn cảnh sát khu vực hoặc khu đội, ấp đội</translation>
    </message>
    <message>
        <source>Units (tổ dân phố)</source>
        <translation>Tổ dân phố</translation>
    </message>
    <message>
        <source>Polygons of the existing units: what the areas are measured against.</source>
        <translation>Vùng của các tổ hiện có: lớp dùng làm chuẩn để đo.</translation>
    </message>
    <message>
        <source>Police beats or militia areas</source>
        <translation>Địa bàn cảnh sát khu vực hoặc khu đội, ấp đội</translation>
    </message>
    <message>
        <source>The layer that may be shifted. It is only read.</source>
        <translation>Lớp có thể bị lệch. Lớp này chỉ được đọc.</translation>
    </message>
    <message>
        <source>Move the copy even where the shift is uncertain</source>
        <translation>Dời bản sao cả khi độ lệch chưa chắc chắn</translation>
    </message>
    <message>
        <source>Usually an uncertain shift is only told. With this, the copy is moved by the best guess.</source>
        <translation>Thông thường độ lệch chưa chắc chắn chỉ được thông báo. Khi chọn, bản sao được dời theo ước lượng tốt nhất.</translation>
    </message>
    <message>
        <source>Corrected copy</source>
        <translation>Bản đã chỉnh</translation>
    </message>
    <message>
        <source>Metres to move in x (east)</source>
        <translation>Số mét cần dời theo x (hướng đông)</translation>
    </message>
    <message>
        <source>Metres to move in y (north)</source>
        <translation>Số mét cần dời theo y (hướng bắc)</translation>
    </message>
    <message>
        <source>Standard error of the position in metres</source>
        <translation>Sai số chuẩn của vị trí, tính bằng mét</translation>
    </message>
    <message>
        <source>1 when the answer is certain, else 0</source>
        <translation>1 khi kết quả chắc chắn, nếu không là 0</translation>
    </message>
    <message>
        <source>Likely cause</source>
        <translation>Nguyên nhân có thể</translation>
    </message>
    <message>
        <source>Likely cause as a code, for scripts</source>
        <translation>Mã nguyên nhân, dùng cho kịch bản</translation>
    </message>
</context>
<context>
    <name>EvidenceParameters</name>
    <message>
        <source>Dwellings</source>
        <translation>Nhà ở</translation>
    </message>
    <message>
        <source>Points or polygons of houses. They tell on which side of a line households live; better than land.</source>
        <translation>Điểm hoặc vùng của nhà ở. Cho biết hộ ở phía nào của đường ranh; tốt hơn diện tích.</translation>
    </message>
    <message>
        <source>Register of households</source>
        <translation>Sổ hộ</translation>
    </message>
    <message>
        <source>Table (csv, xlsx) that names the unit and the police beat or militia area of households, one row for each household or with a number. It goes before dwellings and land.</source>
        <translation>Bảng (csv, xlsx) ghi tổ và địa bàn cảnh sát khu vực hoặc khu đội của hộ, mỗi hộ một dòng hoặc có số hộ. Được ưu tiên hơn nhà ở và diện tích.</translation>
    </message>
    <message>
        <source>Streets</source>
        <translation>Đường, hẻm</translation>
    </message>
    <message>
        <source>Lines of streets and alleys; the change list names those that touch a unit.</source>
        <translation>Đường nét của đường, hẻm; danh sách thay đổi nêu tên những tuyến chạm vào tổ.</translation>
    </message>
    <message>
        <source>Households of a dwelling</source>
        <translation>Số hộ của nhà</translation>
    </message>
    <message>
        <source>Police beat of a dwelling</source>
        <translation>Địa bàn cảnh sát khu vực của nhà</translation>
    </message>
    <message>
        <source>Militia area of a dwelling</source>
        <translation>Khu đội, ấp đội của nhà</translation>
    </message>
    <message>
        <source>Unit in the register</source>
        <translation>Tổ trong sổ hộ</translation>
    </message>
    <message>
        <source>Number of households in the register</source>
        <translation>Số hộ trong sổ hộ</translation>
    </message>
    <message>
        <source>Police beat in the register</source>
        <translation>Địa bàn cảnh sát khu vực trong sổ hộ</translation>
    </message>
    <message>
        <source>Militia area in the register</source>
        <translation>Khu đội, ấp đội trong sổ hộ</translation>
    </message>
    <message>
        <source>Area of either force in the register</source>
        <translation>Địa bàn (công an hoặc quân sự) trong sổ hộ</translation>
    </message>
    <message>
        <source>Name of the street</source>
        <translation>Tên đường, hẻm</translation>
    </message>
    <message>
        <source>Guessed from the names of the fields when not given.</source>
        <translation>Nếu để trống thì đoán theo tên trường.</translation>
    </message>
</context>
<context>
    <name>FinishPanel</name>
    <message>
        <source>From the signed rows</source>
        <translation>Từ các dòng đã ký</translation>
    </message>
    <message>
        <source>From all rows</source>
        <translation>Từ tất cả các dòng</translation>
    </message>
    <message>
        <source>Send the refused rows back to step 3</source>
        <translation>Đưa dòng bị từ chối về bước 3 (khóa)</translation>
    </message>
    <message>
        <source>Figures (page)</source>
        <translation>Chỉ số (trang)</translation>
    </message>
    <message>
        <source>Tables (XLSX)</source>
        <translation>Bảng (XLSX)</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Thư mục</translation>
    </message>
    <message>
        <source>Only rows that all three agree to</source>
        <translation>Chỉ các dòng cả ba bên đồng ý</translation>
    </message>
    <message>
        <source>As if all rows were signed; refused rows stay out</source>
        <translation>Coi như mọi dòng đã ký; dòng bị từ chối thì không tính</translation>
    </message>
    <message>
        <source>Their units keep their khu phố in the next proposal</source>
        <translation>Các tổ này giữ nguyên khu phố trong phương án sau</translation>
    </message>
    <message>
        <source>There is nothing to sign yet.</source>
        <translation>Chưa có gì để ký.</translation>
    </message>
    <message>
        <source>Ward</source>
        <translation>UBND</translation>
    </message>
    <message>
        <source>Police</source>
        <translation>Công an</translation>
    </message>
    <message>
        <source>Military</source>
        <translation>Quân sự</translation>
    </message>
    <message>
        <source>agrees</source>
        <translation>đồng ý</translation>
    </message>
    <message>
        <source>refuses</source>
        <translation>từ chối</translation>
    </message>
    <message>
        <source>open</source>
        <translation>chưa ký</translation>
    </message>
    <message>
        <source>households move</source>
        <translation>số hộ đổi</translation>
    </message>
    <message>
        <source>{agreed} of {all} rows are agreed by all three and count; {refused} are refused.</source>
        <translation>{agreed} trên {all} dòng được cả ba bên đồng ý và được tính; {refused} dòng bị từ chối.</translation>
    </message>
    <message>
        <source>Rebuild the areas of all three</source>
        <translation>Lập lại địa bàn của cả ba bên</translation>
    </message>
    <message>
        <source>Refused rows</source>
        <translation>Dòng bị từ chối</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Mở</translation>
    </message>
    <message>
        <source>Take over from a table…</source>
        <translation>Nhập từ bảng…</translation>
    </message>
    <message>
        <source>A copy of the change list (XLSX) that an authority filled in; what it leaves open stays</source>
        <translation>Bản danh sách thay đổi (XLSX) mà một bên đã điền; chỗ để trống thì giữ như cũ</translation>
    </message>
    <message>
        <source>Change list with decisions</source>
        <translation>Danh sách thay đổi có ý kiến</translation>
    </message>
    <message>
        <source>Tables (*.xlsx *.csv *.ods *.gpkg)</source>
        <translation>Bảng (*.xlsx *.csv *.ods *.gpkg)</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>Ý kiến</translation>
    </message>
</context>
<context>
    <name>ForceCard</name>
    <message>
        <source>Check position</source>
        <translation>Kiểm tra vị trí</translation>
    </message>
    <message>
        <source>Compares the lines of this layer with the borders of the units</source>
        <translation>So ranh của lớp này với ranh các tổ</translation>
    </message>
    <message>
        <source>Use the corrected copy</source>
        <translation>Dùng bản đã chỉnh</translation>
    </message>
    <message>
        <source>From now on the copy counts; the layer itself is not changed</source>
        <translation>Từ nay tính theo bản đã chỉnh; lớp gốc không bị sửa</translation>
    </message>
    <message>
        <source>Back to the original</source>
        <translation>Dùng lại bản gốc</translation>
    </message>
    <message>
        <source>no layer chosen in step 1</source>
        <translation>chưa chọn lớp ở bước 1</translation>
    </message>
    <message>
        <source>Drawn to about {sigma} m. Strips up to {low} m wide count as drawing noise, from {high} m on as real; between these they are to be looked at.</source>
        <translation>Sai số vẽ khoảng {sigma} m. Dải lệch rộng đến {low} m coi là sai số vẽ, từ {high} m là lệch thật; ở giữa cần xem lại.</translation>
    </message>
    <message>
        <source>The corrected copy is in use.</source>
        <translation>Đang dùng bản đã chỉnh.</translation>
    </message>
    <message>
        <source>Position not checked yet.</source>
        <translation>Chưa kiểm tra vị trí.</translation>
    </message>
    <message>
        <source>Lies {length} m off: move it {way}.</source>
        <translation>Lệch {length} m: cần dời {way}.</translation>
    </message>
    <message>
        <source>Lies where it should (difference {length} m).</source>
        <translation>Đúng vị trí (chênh {length} m).</translation>
    </message>
    <message>
        <source>Standard error {error} m.</source>
        <translation>Sai số chuẩn {error} m.</translation>
    </message>
    <message>
        <source>{n} m to the east</source>
        <translation>{n} m sang đông</translation>
    </message>
    <message>
        <source>{n} m to the west</source>
        <translation>{n} m sang tây</translation>
    </message>
    <message>
        <source>{n} m to the north</source>
        <translation>{n} m lên bắc</translation>
    </message>
    <message>
        <source>{n} m to the south</source>
        <translation>{n} m xuống nam</translation>
    </message>
    <message>
        <source>It can&apos;t be told whether this layer lies off.</source>
        <translation>Chưa thể kết luận lớp này có bị lệch hay không.</translation>
    </message>
    <message>
        <source>Likely cause: {cause}.</source>
        <translation>Nguyên nhân có thể: {cause}.</translation>
    </message>
</context>
<context>
    <name>HardRuleParameters</name>
    <message>
        <source>Plan so far</source>
        <translation>Phương án đã có</translation>
    </message>
    <message>
        <source>Field with the unit's khu phố in a plan made before. Without it the present khu phố or ấp is taken. Locks and the start “current” go by it.</source>
        <translation>Trường ghi khu phố của tổ trong phương án đã lập. Nếu bỏ trống thì lấy khu phố, ấp hiện hữu. Việc khóa và cách bắt đầu “current” dựa vào trường này.</translation>
    </message>
    <message>
        <source>Locked units</source>
        <translation>Tổ bị khóa</translation>
    </message>
    <message>
        <source>Field that marks locked units with 1, true or x. They keep their khu phố of the plan so far; a khu phố whose units are all locked stays exactly as it is.</source>
        <translation>Trường đánh dấu tổ bị khóa bằng 1, true hoặc x. Các tổ này giữ khu phố của phương án đã có; khu phố có mọi tổ đều bị khóa thì giữ nguyên hoàn toàn.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Bắt đầu từ</translation>
    </message>
    <message>
        <source>Units that stay together</source>
        <translation>Các tổ phải ở cùng nhau</translation>
    </message>
    <message>
        <source>Groups of ids of units that must be in one khu phố, such as: T001+T002; T003+T004.</source>
        <translation>Các nhóm mã tổ phải cùng một khu phố, ví dụ: T001+T002; T003+T004.</translation>
    </message>
    <message>
        <source>Units that are kept apart</source>
        <translation>Các tổ phải tách nhau</translation>
    </message>
    <message>
        <source>Pairs of unit ids that must not be in one khu phố, such as: T001+T002; T001+T003.</source>
        <translation>Các cặp mã tổ không được cùng một khu phố, ví dụ: T001+T002; T001+T003.</translation>
    </message>
    <message>
        <source>Most households of a khu phố</source>
        <translation>Số hộ tối đa của khu phố</translation>
    </message>
    <message>
        <source>Most households that a khu phố may have. A single unit with more stands alone.</source>
        <translation>Khu phố không được vượt số hộ này. Tổ nào tự nó đã vượt thì đứng riêng.</translation>
    </message>
    <message>
        <source>free: cutting and mixing only costs; whole: no area is cut, so a khu phố is made of whole areas; within: no khu phố mixes two areas. A unit belongs to the area with most of its land.</source>
        <translation>free: chia cắt hay trộn địa bàn chỉ bị trừ điểm; whole: không chia cắt địa bàn nào, khu phố gồm trọn các địa bàn; within: không khu phố nào trộn hai địa bàn. Tổ thuộc địa bàn chiếm phần lớn diện tích của tổ.</translation>
    </message>
    <message>
        <source>Rule for police beats</source>
        <translation>Quy tắc với địa bàn cảnh sát khu vực</translation>
    </message>
    <message>
        <source>Rule for militia areas</source>
        <translation>Quy tắc với khu đội, ấp đội</translation>
    </message>
    <message>
        <source>Barriers are never crossed</source>
        <translation>Tuyệt đối không vượt vật cản</translation>
    </message>
    <message>
        <source>Units that only touch along a barrier are then no neighbors. Otherwise crossing one only costs.</source>
        <translation>Khi đó các tổ chỉ giáp nhau qua vật cản không còn là liền kề. Nếu không chọn thì vượt vật cản chỉ bị trừ điểm.</translation>
    </message>
    <message>
        <source>Type of barrier</source>
        <translation>Loại vật cản</translation>
    </message>
    <message>
        <source>Field with the type of barrier, such as river or road; see the next parameter.</source>
        <translation>Trường ghi loại vật cản, như sông hay đường; xem tham số tiếp theo.</translation>
    </message>
    <message>
        <source>Types that are never crossed</source>
        <translation>Loại tuyệt đối không vượt</translation>
    </message>
    <message>
        <source>Barriers of these types are never crossed, those of others only cost. Parted by “;”.</source>
        <translation>Không vượt vật cản thuộc các loại này; vượt loại khác chỉ bị trừ điểm. Ngăn cách bằng dấu “;”.</translation>
    </message>
    <message>
        <source>free: a new plan; current: least change of the plan so far, which changes only where it must or pays; kept: the plan so far exactly as it is, without a search and whatever the rules.</source>
        <translation>free: lập mới; current: thay đổi ít nhất so với phương án đang có, chỉ đổi chỗ buộc phải đổi hoặc đáng đổi; kept: giữ nguyên phương án đang có, không tìm kiếm và không xét các quy tắc.</translation>
    </message>
</context>
<context>
    <name>HarmonizeBoundaries</name>
    <message>
        <source>7. Harmonize khu phố, police beats and militia areas</source>
        <translation>7. Thống nhất khu phố, địa bàn công an và địa bàn quân sự</translation>
    </message>
    <message>
        <source>Units with harmonized areas</source>
        <translation>Các tổ với địa bàn sau thống nhất</translation>
    </message>
    <message>
        <source>Harmonized khu phố and ấp</source>
        <translation>Khu phố, ấp sau thống nhất</translation>
    </message>
    <message>
        <source>Faces (pieces of units)</source>
        <translation>Mảnh (phần của tổ)</translation>
    </message>
    <message>
        <source>Change list</source>
        <translation>Danh sách thay đổi</translation>
    </message>
    <message>
        <source>Undecided units</source>
        <translation>Tổ chưa xác định được</translation>
    </message>
    <message>
        <source>Matches (one row per force and khu phố)</source>
        <translation>Kết quả đối chiếu (mỗi lực lượng và khu phố một dòng)</translation>
    </message>
    <message>
        <source>Groups of khu phố and areas in words</source>
        <translation>Nhóm khu phố và địa bàn ghép với nhau, bằng lời</translation>
    </message>
    <message>
        <source>Harmonized police beats</source>
        <translation>Địa bàn cảnh sát khu vực sau thống nhất</translation>
    </message>
    <message>
        <source>Harmonized militia areas</source>
        <translation>Khu đội, ấp đội sau thống nhất</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>Chỉ số</translation>
    </message>
    <message>
        <source>Type of area</source>
        <translation>Loại hình</translation>
    </message>
    <message>
        <source>Field with “khu_pho” or “ap”. No khu phố mixes the two.</source>
        <translation>Trường ghi “khu_pho” hoặc “ap”. Không khu phố nào gồm cả hai loại.</translation>
    </message>
    <message>
        <source>Name of the unit</source>
        <translation>Tên tổ</translation>
    </message>
    <message>
        <source>Field with the name that the change list shows.</source>
        <translation>Trường ghi tên hiển thị trong danh sách thay đổi.</translation>
    </message>
</context>
<context>
    <name>HarmonizeParameters</name>
    <message>
        <source>Who decides</source>
        <translation>Ai quyết định</translation>
    </message>
    <message>
        <source>khu_pho: the khu phố stay, police and militia follow; police: the police beat decides; majority: what two of the three say; fewest_moved: the fewest households change, all three counted together.</source>
        <translation>khu_pho: giữ khu phố, công an và quân sự theo; police: theo địa bàn công an; majority: theo hai trong ba cơ quan; fewest_moved: ít hộ thay đổi nhất, tính chung ba cơ quan.</translation>
    </message>
    <message>
        <source>Least households of a khu phố</source>
        <translation>Số hộ tối thiểu của khu phố</translation>
    </message>
    <message>
        <source>A khu phố that has as many now keeps as many. Without it no number is kept.</source>
        <translation>Khu phố đang đủ số hộ này thì vẫn đủ. Để trống thì không giữ mức nào.</translation>
    </message>
    <message>
        <source>Change list with decisions</source>
        <translation>Danh sách thay đổi có ý kiến</translation>
    </message>
    <message>
        <source>Change list of an earlier run with what the authorities decided: the table “changes” of a plan or the sheet “Danh sách thay đổi”. Rows that all three agreed to are kept; a refused row leaves the area.</source>
        <translation>Danh sách thay đổi của lần chạy trước kèm ý kiến các cơ quan: bảng “changes” của phương án hoặc trang “Danh sách thay đổi”. Dòng cả ba đồng ý thì được giữ; dòng có cơ quan từ chối thì giữ hiện trạng.</translation>
    </message>
    <message>
        <source>Locked units</source>
        <translation>Tổ đã khóa</translation>
    </message>
    <message>
        <source>Field that marks with 1, true or x the units that keep their khu phố.</source>
        <translation>Trường đánh dấu bằng 1, true hoặc x những tổ giữ nguyên khu phố.</translation>
    </message>
</context>
<context>
    <name>Headline</name>
    <message>
        <source>{n} wards</source>
        <translation>{n} phường, xã</translation>
    </message>
    <message>
        <source>{n} khu phố</source>
        <translation>{n} khu phố</translation>
    </message>
    <message>
        <source>{khu_pho}, {n} too small</source>
        <translation>{khu_pho}, {n} chưa đủ hộ</translation>
    </message>
    <message>
        <source>{smallest} to {largest} households</source>
        <translation>{smallest} đến {largest} hộ</translation>
    </message>
    <message>
        <source>Units, households</source>
        <translation>Số tổ, số hộ</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Quy mô</translation>
    </message>
    <message>
        <source>Stay with their old khu phố</source>
        <translation>Hộ giữ theo khu phố cũ</translation>
    </message>
    <message>
        <source>Disagree with police beats</source>
        <translation>Hộ lệch địa bàn CSKV</translation>
    </message>
    <message>
        <source>Disagree with militia areas</source>
        <translation>Hộ lệch địa bàn khu đội, ấp đội</translation>
    </message>
    <message>
        <source>{n} ấp</source>
        <translation>{n} ấp</translation>
    </message>
    <message>
        <source>{count}, {below} of these below the minimum.</source>
        <translation>{count}, trong đó {below} dưới mức tối thiểu.</translation>
    </message>
    <message>
        <source>{count}, all at or above the minimum.</source>
        <translation>{count}, tất cả đạt mức tối thiểu.</translation>
    </message>
</context>
<context>
    <name>HeadlineNumbers</name>
    <message>
        <source>Khu phố and ấp proposed</source>
        <translation>Số khu phố, ấp theo phương án</translation>
    </message>
    <message>
        <source>of these below the minimum</source>
        <translation>trong đó dưới mức tối thiểu</translation>
    </message>
    <message>
        <source>of these not contiguous</source>
        <translation>trong đó không liền khoảnh</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>Số tổ</translation>
    </message>
    <message>
        <source>Households of all units</source>
        <translation>Tổng số hộ</translation>
    </message>
    <message>
        <source>Units without a number of households</source>
        <translation>Số tổ thiếu số hộ</translation>
    </message>
    <message>
        <source>Households of the smallest</source>
        <translation>Số hộ của khu phố nhỏ nhất</translation>
    </message>
    <message>
        <source>Households of the largest</source>
        <translation>Số hộ của khu phố lớn nhất</translation>
    </message>
    <message>
        <source>1 when the time limit cut the search off, else 0</source>
        <translation>1 nếu dừng vì hết thời gian, ngược lại 0</translation>
    </message>
    <message>
        <source>Share of households in disagreement with any force (0 to 1)</source>
        <translation>Tỷ lệ hộ lệch địa bàn với ít nhất một lực lượng (0 đến 1)</translation>
    </message>
    <message>
        <source>Share of households outside the police beat (0 to 1)</source>
        <translation>Tỷ lệ hộ ngoài địa bàn CSKV tương ứng (0 đến 1)</translation>
    </message>
    <message>
        <source>Share of households outside the matched militia (0 to 1)</source>
        <translation>Tỷ lệ hộ ngoài địa bàn khu đội, ấp đội tương ứng (0 đến 1)</translation>
    </message>
    <message>
        <source>Khu phố that match one police beat and no other</source>
        <translation>Số khu phố trùng đúng một địa bàn CSKV</translation>
    </message>
    <message>
        <source>Khu phố that match one militia area and no other</source>
        <translation>Số khu phố trùng đúng một địa bàn khu đội, ấp đội</translation>
    </message>
    <message>
        <source>Errors: make a proposal impossible</source>
        <translation>Số lỗi: không thể lập phương án</translation>
    </message>
    <message>
        <source>Warnings: worth a look</source>
        <translation>Số cảnh báo: nên xem lại</translation>
    </message>
    <message>
        <source>Plans that differ</source>
        <translation>Số phương án khác nhau</translation>
    </message>
    <message>
        <source>Khu phố and ấp of the plan with the fewest</source>
        <translation>Số khu phố, ấp của phương án ít nhất</translation>
    </message>
    <message>
        <source>Khu phố and ấp of the plan with the most</source>
        <translation>Số khu phố, ấp của phương án nhiều nhất</translation>
    </message>
    <message>
        <source>Khu phố and ấp below the minimum in the plan with the most of them</source>
        <translation>Số khu phố, ấp dưới mức tối thiểu ở phương án có nhiều nhất</translation>
    </message>
    <message>
        <source>Rows of the change list</source>
        <translation>Số dòng của danh sách thay đổi</translation>
    </message>
    <message>
        <source>Households that get another khu phố</source>
        <translation>Số hộ đổi khu phố</translation>
    </message>
    <message>
        <source>Households that get another police beat</source>
        <translation>Số hộ đổi địa bàn cảnh sát khu vực</translation>
    </message>
    <message>
        <source>Households that get another militia area</source>
        <translation>Số hộ đổi khu đội, ấp đội</translation>
    </message>
    <message>
        <source>Rows of the list of undecided units</source>
        <translation>Số dòng của danh sách tổ chưa xác định được</translation>
    </message>
    <message>
        <source>Changes that all three authorities agreed to</source>
        <translation>Số thay đổi cả ba cơ quan đồng ý</translation>
    </message>
    <message>
        <source>Changes that an authority refused</source>
        <translation>Số thay đổi có cơ quan từ chối</translation>
    </message>
    <message>
        <source>Changes applied</source>
        <translation>Số thay đổi được áp dụng</translation>
    </message>
    <message>
        <source>Changes left out: not signed by all, or refused</source>
        <translation>Số thay đổi không áp dụng: chưa đủ ý kiến hoặc bị từ chối</translation>
    </message>
    <message>
        <source>Units that refused changes lock</source>
        <translation>Số tổ bị khóa do thay đổi bị từ chối</translation>
    </message>
</context>
<context>
    <name>KhuPhoAlgorithm</name>
    <message>
        <source>Khu phố and ấp</source>
        <translation>Khu phố, ấp</translation>
    </message>
</context>
<context>
    <name>KhuPhoCore</name>
    <message>
        <source>ward {code}</source>
        <translation>phường, xã {code}</translation>
    </message>
    <message>
        <source>the ward</source>
        <translation>phường, xã này</translation>
    </message>
    <message>
        <source>Choose a layer of police beats, one of militia areas, or both to compare with.</source>
        <translation>Hãy chọn lớp địa bàn cảnh sát khu vực, lớp địa bàn khu đội, ấp đội, hoặc cả hai để đối chiếu.</translation>
    </message>
    <message>
        <source>The layer {layer} has no column {column}; the comparison needs it.</source>
        <translation>Lớp {layer} không có cột {column}; phần đối chiếu cần cột này.</translation>
    </message>
    <message>
        <source>The layer of units is empty, so there is nothing to compare.</source>
        <translation>Lớp tổ dân phố không có đối tượng nào nên không có gì để đối chiếu.</translation>
    </message>
    <message>
        <source>Unit {unit} occurs twice. Give every unit an id of its own.</source>
        <translation>Tổ {unit} xuất hiện hai lần. Hãy đặt cho mỗi tổ một mã riêng.</translation>
    </message>
    <message>
        <source>Unit {unit} has no polygon, so it can&apos;t be compared. Draw it or take it out of the layer.</source>
        <translation>Tổ {unit} chưa có vùng nên không đối chiếu được. Hãy vẽ vùng của tổ hoặc bỏ tổ này khỏi lớp.</translation>
    </message>
    <message>
        <source>Feature {number} of the layer {layer} has no id. Give every area an id.</source>
        <translation>Đối tượng số {number} của lớp {layer} chưa có mã. Hãy đặt mã cho từng địa bàn.</translation>
    </message>
    <message>
        <source>The layer {layer} has no polygons to compare with.</source>
        <translation>Lớp {layer} không có vùng nào để đối chiếu.</translation>
    </message>
    <message>
        <source>The comparison needs the Python package scipy, which this QGIS does not have. Install it (Windows: OSGeo4W setup, package python3-scipy; Debian and Ubuntu: apt install python3-scipy; otherwise: pip install scipy in QGIS&apos;s Python), then start QGIS again.</source>
        <translation>Phần đối chiếu cần gói Python scipy mà QGIS này chưa có. Hãy cài gói đó (Windows: OSGeo4W Setup, gói python3-scipy; Debian và Ubuntu: apt install python3-scipy; hệ khác: pip install scipy trong Python của QGIS), rồi khởi động lại QGIS.</translation>
    </message>
    <message>
        <source>{count} more faults of this kind are not listed.</source>
        <translation>Còn {count} lỗi cùng loại không liệt kê ở đây.</translation>
    </message>
    <message>
        <source>Mend the listed ones, the largest of all, and check again.</source>
        <translation>Hãy sửa những lỗi đã liệt kê (những lỗi lớn nhất), rồi kiểm tra lại.</translation>
    </message>
    <message>
        <source>There are {regions} neighborhoods on the map but {labels} in the plan. Please report this error.</source>
        <translation>Trên bản đồ có {regions} khu phố nhưng trong phương án có {labels}. Hãy báo lỗi này cho nhóm phát triển.</translation>
    </message>
    <message>
        <source>Neighborhood number {number} is not the union of its units: {area} m² differ. Check the units for overlaps and invalid shapes, mend them and run again.</source>
        <translation>Khu phố số {number} không trùng với hợp của các tổ: lệch {area} m². Hãy kiểm tra các tổ xem có chồng lấn hoặc hình không hợp lệ, sửa rồi chạy lại.</translation>
    </message>
    <message>
        <source>The border of neighborhood number {number} leaves the borders of its units near x = {x}, y = {y}. Check the units there for overlaps and invalid shapes, mend them and run again.</source>
        <translation>Ranh khu phố số {number} không đi theo ranh các tổ ở gần x = {x}, y = {y}. Hãy kiểm tra các tổ ở đó xem có chồng lấn hoặc hình không hợp lệ, sửa rồi chạy lại.</translation>
    </message>
    <message>
        <source>{feature}: the id is missing.</source>
        <translation>{feature}: thiếu mã.</translation>
    </message>
    <message>
        <source>Give it an id of its own, or choose another field for the id.</source>
        <translation>Hãy đặt mã riêng, hoặc chọn cột khác làm mã.</translation>
    </message>
    <message>
        <source>{feature}: {count} rows have this id (rows {rows}).</source>
        <translation>{feature}: có {count} dòng trùng mã này (dòng {rows}).</translation>
    </message>
    <message>
        <source>Give each unit an id of its own; if the rows are parts of one unit, merge them into one feature.</source>
        <translation>Hãy đặt cho mỗi tổ một mã riêng; nếu các dòng là các phần của cùng một tổ thì gộp thành một đối tượng.</translation>
    </message>
    <message>
        <source>The rows are taken as parts of one area. If they are different areas, give each an id of its own.</source>
        <translation>Các dòng này được coi là các phần của cùng một địa bàn. Nếu là các địa bàn khác nhau, hãy đặt mã riêng cho từng địa bàn.</translation>
    </message>
    <message>
        <source>{feature}: the number of households is missing.</source>
        <translation>{feature}: thiếu số hộ.</translation>
    </message>
    <message>
        <source>Fill it in; write 0 if nobody lives there. Until then the unit adds nothing to its neighborhood.</source>
        <translation>Hãy điền số hộ; nếu không có ai ở thì ghi 0. Khi chưa điền, tổ này không được cộng vào số hộ của khu phố.</translation>
    </message>
    <message>
        <source>{feature}: the number of households can&apos;t be used. {reason}</source>
        <translation>{feature}: số hộ không dùng được. {reason}</translation>
    </message>
    <message>
        <source>{feature}: the number of people can&apos;t be used. {reason}</source>
        <translation>{feature}: số nhân khẩu không dùng được. {reason}</translation>
    </message>
    <message>
        <source>Write a whole number, 0 or more, with digits only.</source>
        <translation>Hãy ghi số nguyên từ 0 trở lên, chỉ gồm chữ số.</translation>
    </message>
    <message>
        <source>Write a whole number, 0 or more, with digits only. Until then it counts as missing.</source>
        <translation>Hãy ghi số nguyên từ 0 trở lên, chỉ gồm chữ số. Khi chưa sửa, coi như thiếu số liệu.</translation>
    </message>
    <message>
        <source>{feature}: {percent} % of it ({area} m²) lies outside the ward.</source>
        <translation>{feature}: {percent} % diện tích ({area} m²) nằm ngoài ranh phường, xã.</translation>
    </message>
    <message>
        <source>Check its border, the ward it belongs to, and the coordinate systems of both layers.</source>
        <translation>Hãy kiểm tra ranh tổ, phường/xã của tổ và hệ tọa độ của hai lớp.</translation>
    </message>
    <message>
        <source>{area} m² within the ward's outline belong to no unit.</source>
        <translation>Trong ranh phường, xã có {area} m² không thuộc tổ nào.</translation>
    </message>
    <message>
        <source>If it is a river, a park or the like, leave it; otherwise draw the unit there.</source>
        <translation>Nếu là sông rạch, công viên… thì để nguyên; nếu không, hãy vẽ tổ ở đó.</translation>
    </message>
    <message>
        <source>The ward&apos;s outline is invalid: {reason}</source>
        <translation>Ranh phường, xã không hợp lệ: {reason}</translation>
    </message>
    <message>
        <source>Mend it at the marked place. It was repaired for this check only; the layer wasn&apos;t changed.</source>
        <translation>Hãy sửa ở chỗ đã đánh dấu. Ranh chỉ được sửa tạm cho lần kiểm tra này; lớp dữ liệu không bị thay đổi.</translation>
    </message>
    <message>
        <source>{feature}: overlaps {other} by {area} m² ({percent} % of the smaller one).</source>
        <translation>{feature}: chồng lấn với {other} {area} m² ({percent} % của vùng nhỏ hơn).</translation>
    </message>
    <message>
        <source>Cut the overlap out of one of the two (an apartment building out of the parcel around it).</source>
        <translation>Hãy cắt phần chồng lấn khỏi một trong hai vùng (ví dụ cắt chung cư ra khỏi thửa đất bao quanh).</translation>
    </message>
    <message>
        <source>Between {features} there is a gap of {area} m² that belongs to none.</source>
        <translation>Giữa {features} có khoảng hở {area} m² không thuộc vùng nào.</translation>
    </message>
    <message>
        <source>If it is a lake, a park or the like, leave it; otherwise draw what is missing there.</source>
        <translation>Nếu là hồ, công viên… thì để nguyên; nếu không, hãy vẽ phần còn thiếu.</translation>
    </message>
    <message>
        <source>Between {features} there is a thin gap of {area} m².</source>
        <translation>Giữa {features} có khe hở hẹp {area} m².</translation>
    </message>
    <message>
        <source>Snap the borders of the neighbors to each other.</source>
        <translation>Hãy bắt dính ranh của các vùng liền kề vào nhau.</translation>
    </message>
    <message>
        <source>{count} overlaps thinner than {width} m between areas of the layer, {area} m² in all.</source>
        <translation>Có {count} chỗ chồng lấn hẹp hơn {width} m giữa các địa bàn trong lớp, tổng cộng {area} m².</translation>
    </message>
    <message>
        <source>{count} gaps thinner than {width} m between areas of the layer, {area} m² in all.</source>
        <translation>Có {count} khe hở hẹp hơn {width} m giữa các địa bàn trong lớp, tổng cộng {area} m².</translation>
    </message>
    <message>
        <source>This is usual for lines drawn by hand; the comparison takes them as noise.</source>
        <translation>Điều này thường gặp khi ranh vẽ tay; phần đối chiếu coi đó là sai số nét vẽ.</translation>
    </message>
    <message>
        <source>The layer has an error that must be mended first. {first}</source>
        <translation>Lớp có một lỗi phải sửa trước. {first}</translation>
    </message>
    <message>
        <source>The layer has {count} errors that must be mended first. {list}</source>
        <translation>Lớp có {count} lỗi phải sửa trước. {list}</translation>
    </message>
    <message>
        <source>{problem} {advice}</source>
        <translation>{problem} {advice}</translation>
    </message>
    <message>
        <source>{first} {second}</source>
        <translation>{first} {second}</translation>
    </message>
    <message>
        <source>{list} And {count} more.</source>
        <translation>{list} Và {count} lỗi nữa.</translation>
    </message>
    <message>
        <source>Unit {id}</source>
        <translation>Tổ {id}</translation>
    </message>
    <message>
        <source>Police beat {id}</source>
        <translation>Địa bàn CSKV {id}</translation>
    </message>
    <message>
        <source>Militia area {id}</source>
        <translation>Địa bàn khu đội, ấp đội {id}</translation>
    </message>
    <message>
        <source>Row {row} of the units</source>
        <translation>Dòng {row} của lớp tổ dân phố</translation>
    </message>
    <message>
        <source>Row {row} of the police beats</source>
        <translation>Dòng {row} của lớp địa bàn CSKV</translation>
    </message>
    <message>
        <source>Row {row} of the militia areas</source>
        <translation>Dòng {row} của lớp địa bàn khu đội, ấp đội</translation>
    </message>
    <message>
        <source>Area {id}</source>
        <translation>Địa bàn {id}</translation>
    </message>
    <message>
        <source>Row {row}</source>
        <translation>Dòng {row}</translation>
    </message>
    <message>
        <source>{feature}: has no common border with any other unit of its ward.</source>
        <translation>{feature}: không có ranh chung với tổ nào khác trong phường, xã.</translation>
    </message>
    <message>
        <source>{count} units ({features}) have no common border with the rest of their ward.</source>
        <translation>{count} tổ ({features}) không có ranh chung với phần còn lại của phường, xã.</translation>
    </message>
    <message>
        <source>If it isn&apos;t an island, close the gap to its neighbors. Otherwise it can&apos;t be joined with others.</source>
        <translation>Nếu không phải cù lao, hãy khép kín khe hở với các tổ bên cạnh. Nếu không, tổ này không ghép được với tổ khác.</translation>
    </message>
    <message>
        <source>{feature}: has no geometry.</source>
        <translation>{feature}: chưa có hình.</translation>
    </message>
    <message>
        <source>{feature}: its geometry is empty.</source>
        <translation>{feature}: hình rỗng.</translation>
    </message>
    <message>
        <source>Draw its polygon, or delete the row.</source>
        <translation>Hãy vẽ vùng, hoặc xóa dòng này.</translation>
    </message>
    <message>
        <source>{feature}: its geometry is a {kind}, not a polygon.</source>
        <translation>{feature}: hình là {kind}, không phải vùng.</translation>
    </message>
    <message>
        <source>Draw it as a polygon, or choose a layer of polygons.</source>
        <translation>Hãy vẽ lại thành vùng, hoặc chọn lớp dạng vùng.</translation>
    </message>
    <message>
        <source>{feature}: its polygon is invalid: {reason}</source>
        <translation>{feature}: vùng không hợp lệ: {reason}</translation>
    </message>
    <message>
        <source>Mend it at the marked place with the vertex tool, or run “Fix geometries” of QGIS.</source>
        <translation>Hãy sửa ở chỗ đã đánh dấu bằng công cụ chỉnh đỉnh, hoặc chạy “Fix geometries” (sửa hình) của QGIS.</translation>
    </message>
    <message>
        <source>{feature}: has {count} separate parts.</source>
        <translation>{feature}: gồm {count} phần rời nhau.</translation>
    </message>
    <message>
        <source>If that isn&apos;t meant, delete the stray part or make it a unit of its own. The parts stay together.</source>
        <translation>Nếu không cố ý, hãy xóa phần thừa hoặc tách thành tổ riêng. Các phần luôn đi cùng nhau.</translation>
    </message>
    <message>
        <source>its border touches itself near x = {x}, y = {y}.</source>
        <translation>ranh tự chạm nhau ở gần x = {x}, y = {y}.</translation>
    </message>
    <message>
        <source>its border crosses itself near x = {x}, y = {y}.</source>
        <translation>ranh tự cắt nhau ở gần x = {x}, y = {y}.</translation>
    </message>
    <message>
        <source>a hole lies outside of it near x = {x}, y = {y}.</source>
        <translation>có lỗ nằm ngoài vùng ở gần x = {x}, y = {y}.</translation>
    </message>
    <message>
        <source>a hole lies in another hole near x = {x}, y = {y}.</source>
        <translation>có lỗ nằm trong lỗ khác ở gần x = {x}, y = {y}.</translation>
    </message>
    <message>
        <source>one of its parts lies in another near x = {x}, y = {y}.</source>
        <translation>có phần nằm trong phần khác ở gần x = {x}, y = {y}.</translation>
    </message>
    <message>
        <source>its holes cut it into pieces near x = {x}, y = {y}.</source>
        <translation>các lỗ cắt vùng thành nhiều mảnh ở gần x = {x}, y = {y}.</translation>
    </message>
    <message>
        <source>a ring is drawn twice near x = {x}, y = {y}.</source>
        <translation>có vòng ranh vẽ hai lần ở gần x = {x}, y = {y}.</translation>
    </message>
    <message>
        <source>it has too few points near x = {x}, y = {y}.</source>
        <translation>có quá ít điểm ở gần x = {x}, y = {y}.</translation>
    </message>
    <message>
        <source>a coordinate is not a number.</source>
        <translation>có tọa độ không phải là số.</translation>
    </message>
    <message>
        <source>{reason}.</source>
        <translation>{reason}.</translation>
    </message>
    <message>
        <source>“{value}” is below zero.</source>
        <translation>“{value}” là số âm.</translation>
    </message>
    <message>
        <source>“{value}” can be read in two ways (thousands or a fraction). Write the number without separators.</source>
        <translation>“{value}” có thể hiểu theo hai cách (hàng nghìn hay số thập phân). Hãy ghi số không có dấu phân cách.</translation>
    </message>
    <message>
        <source>“{value}” is not a whole number.</source>
        <translation>“{value}” không phải số nguyên.</translation>
    </message>
    <message>
        <source>“{value}” holds more than a number. Write only the digits, such as {number}, or leave it empty.</source>
        <translation>“{value}” có cả chữ lẫn số. Chỉ ghi chữ số, ví dụ {number}, hoặc để trống.</translation>
    </message>
    <message>
        <source>“{value}” is not a number. Write digits only, or leave it empty.</source>
        <translation>“{value}” không phải là số. Chỉ ghi chữ số, hoặc để trống.</translation>
    </message>
    <message>
        <source>“{value}” is too large for one unit.</source>
        <translation>“{value}” quá lớn đối với một tổ.</translation>
    </message>
    <message>
        <source>There is no criteria profile “{profile}”. Choose one of: {known}.</source>
        <translation>Không có bộ tiêu chí “{profile}”. Hãy chọn một trong: {known}.</translation>
    </message>
    <message>
        <source>The custom profile needs the smallest number of households (parameter MINIMUM), 1 or more.</source>
        <translation>Bộ tiêu chí tự chọn cần số hộ tối thiểu (tham số MINIMUM), từ 1 trở lên.</translation>
    </message>
    <message>
        <source>{asked} neighborhoods were asked for in {ward}, but at most {bound} can have {minimum} households each. {bound} is taken as the number asked for.</source>
        <translation>Yêu cầu {asked} khu phố ở {ward}, nhưng nhiều nhất chỉ {bound} khu phố có đủ {minimum} hộ. Lấy {bound} làm số khu phố yêu cầu.</translation>
    </message>
    <message>
        <source>{asked} neighborhoods were asked for in {ward}, but its units lie in {parts} parts without a common border, so there are at least {parts}.</source>
        <translation>Yêu cầu {asked} khu phố ở {ward}, nhưng các tổ nằm ở {parts} phần không có ranh chung nên có ít nhất {parts} khu phố.</translation>
    </message>
    <message>
        <source>{asked} neighborhoods were asked for in {ward}; {found} is the most that was found with {minimum} households in each.</source>
        <translation>Yêu cầu {asked} khu phố ở {ward}; nhiều nhất tìm được {found} khu phố có đủ {minimum} hộ.</translation>
    </message>
    <message>
        <source>{number} neighborhoods in {ward} have more than the maximum of {maximum} households; no plan that keeps both the minimum and the maximum was found.</source>
        <translation>Ở {ward} có {number} khu phố vượt mức tối đa {maximum} hộ; không tìm được phương án giữ được cả mức tối thiểu lẫn tối đa.</translation>
    </message>
    <message>
        <source>{number} units in {ward} have no number of households; they count as 0 and belong to a neighborhood all the same.</source>
        <translation>Ở {ward} có {number} tổ chưa có số hộ; các tổ này tạm tính là 0 hộ nhưng vẫn thuộc một khu phố.</translation>
    </message>
    <message>
        <source>Khu Phố Mapper needs Python packages that this QGIS does not have: {packages}. {advice}</source>
        <translation>Khu Phố Mapper cần các gói Python mà QGIS này chưa có: {packages}. {advice}</translation>
    </message>
    <message>
        <source>{package} (version {oldest} or newer; {found} is here)</source>
        <translation>{package} (từ phiên bản {oldest}; ở đây là {found})</translation>
    </message>
    <message>
        <source>On Windows: start the OSGeo4W Setup that came with QGIS, choose Advanced Install, and add the package “qgis-ltr-full” (or “qgis-full”); or install QGIS again from the MSI installer, which brings them. Then start QGIS again.</source>
        <translation>Trên Windows: mở OSGeo4W Setup đi kèm QGIS, chọn Advanced Install, thêm gói “qgis-ltr-full” (hoặc “qgis-full”); hoặc cài lại QGIS bằng bộ cài MSI, bộ này có sẵn các gói trên. Sau đó khởi động lại QGIS.</translation>
    </message>
    <message>
        <source>On macOS: install QGIS with conda, “conda install -c conda-forge qgis geopandas scipy openpyxl”, and start it from there.</source>
        <translation>Trên macOS: cài QGIS bằng conda, “conda install -c conda-forge qgis geopandas scipy openpyxl”, rồi mở QGIS từ đó.</translation>
    </message>
    <message>
        <source>On Debian and Ubuntu: run “sudo apt install {names}” in a terminal, then start QGIS again. Debian 12 has a shapely that is too old: use Debian 13, or tools/setup of the source code.</source>
        <translation>Trên Debian và Ubuntu: chạy “sudo apt install {names}” trong cửa sổ lệnh, rồi khởi động lại QGIS. Debian 12 có shapely quá cũ: hãy dùng Debian 13, hoặc tools/setup trong mã nguồn.</translation>
    </message>
    <message>
        <source>Install them for the Python that QGIS uses ({python}), with your system&apos;s package manager, then start QGIS again.</source>
        <translation>Hãy cài các gói đó cho Python mà QGIS dùng ({python}) bằng trình quản lý gói của hệ thống, rồi khởi động lại QGIS.</translation>
    </message>
    <message>
        <source>The file {path} can&apos;t be written: {reason}. Choose a folder that you may write to.</source>
        <translation>Không ghi được tệp {path}: {reason}. Hãy chọn thư mục được phép ghi.</translation>
    </message>
    <message>
        <source>Layer “{layer}” has no field “{field}”. Its fields are: {fields}. Choose one of them.</source>
        <translation>Lớp “{layer}” không có cột “{field}”. Các cột của lớp: {fields}. Hãy chọn một trong số đó.</translation>
    </message>
    <message>
        <source>Choose the field of layer “{layer}” that holds: {role}. Its fields are: {fields}.</source>
        <translation>Hãy chọn cột của lớp “{layer}” chứa: {role}. Các cột của lớp: {fields}.</translation>
    </message>
    <message>
        <source>the unit&apos;s id</source>
        <translation>mã tổ</translation>
    </message>
    <message>
        <source>the number of households</source>
        <translation>số hộ</translation>
    </message>
    <message>
        <source>the unit&apos;s neighborhood</source>
        <translation>khu phố của tổ</translation>
    </message>
    <message>
        <source>the area&apos;s id</source>
        <translation>mã địa bàn</translation>
    </message>
    <message>
        <source>Layer “{layer}” has no features.</source>
        <translation>Lớp “{layer}” không có đối tượng nào.</translation>
    </message>
    <message>
        <source>Choose another layer, or remove the filter that hides its features.</source>
        <translation>Hãy chọn lớp khác, hoặc bỏ bộ lọc đang ẩn các đối tượng.</translation>
    </message>
    <message>
        <source>Layer “{layer}” holds {kind}; polygons are needed.</source>
        <translation>Lớp “{layer}” chứa {kind}; cần lớp dạng vùng.</translation>
    </message>
    <message>
        <source>Choose the polygon layer, or make polygons from the lines first (Vector geometry ▸ Polygonize).</source>
        <translation>Hãy chọn lớp dạng vùng, hoặc tạo vùng từ đường trước (Vector geometry ▸ Polygonize).</translation>
    </message>
    <message>
        <source>points</source>
        <translation>điểm</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>đường</translation>
    </message>
    <message>
        <source>a table without geometry</source>
        <translation>bảng không có hình</translation>
    </message>
    <message>
        <source>geometry of an unknown type</source>
        <translation>hình không rõ kiểu</translation>
    </message>
    <message>
        <source>Layer “{layer}” has no coordinate system; {assumed} was assumed.</source>
        <translation>Lớp “{layer}” chưa có hệ tọa độ; tạm coi là {assumed}.</translation>
    </message>
    <message>
        <source>Set the layer's coordinate system (layer properties ▸ Source) to the one it was drawn in.</source>
        <translation>Hãy đặt hệ tọa độ của lớp (thuộc tính lớp ▸ Nguồn) đúng với hệ đã dùng khi vẽ.</translation>
    </message>
    <message>
        <source>Layer “{layer}” has no coordinate system, and its coordinates look like degrees.</source>
        <translation>Lớp “{layer}” chưa có hệ tọa độ và tọa độ trông như độ kinh vĩ.</translation>
    </message>
    <message>
        <source>Set the layer&apos;s coordinate system first: EPSG:4326 (WGS 84) or EPSG:4756 (VN-2000) for longitude and latitude.</source>
        <translation>Hãy đặt hệ tọa độ cho lớp trước: EPSG:4326 (WGS 84) hoặc EPSG:4756 (VN-2000) cho kinh độ và vĩ độ.</translation>
    </message>
    <message>
        <source>Layer “{layer}” has a coordinate system without true metres ({crs}); lengths and areas were measured in {target}.</source>
        <translation>Lớp “{layer}” dùng hệ tọa độ không tính bằng mét thực ({crs}); chiều dài và diện tích được đo trong {target}.</translation>
    </message>
    <message>
        <source>Nothing must be done. To choose the projected system yourself, export the layer to it first.</source>
        <translation>Không cần làm gì. Nếu muốn tự chọn hệ tọa độ phẳng, hãy xuất lớp sang hệ đó trước.</translation>
    </message>
    <message>
        <source>Nothing can be written into the folder {folder}: {reason}. Choose another folder.</source>
        <translation>Không ghi được vào thư mục {folder}: {reason}. Hãy chọn thư mục khác.</translation>
    </message>
    <message>
        <source>{file} in the folder {folder} can&apos;t be replaced: {reason}. Close the programs and take out the QGIS layers that use it, or choose another folder. The results that were there are unchanged.</source>
        <translation>Không thay được tệp {file} trong thư mục {folder}: {reason}. Hãy đóng các chương trình và gỡ các lớp QGIS đang dùng tệp này, hoặc chọn thư mục khác. Các kết quả cũ còn nguyên.</translation>
    </message>
    <message>
        <source>Layer “{layer}” can't be written: {reason}</source>
        <translation>Không ghi được lớp “{layer}”: {reason}</translation>
    </message>
    <message>
        <source>No font with all Vietnamese letters is installed, so the map can&apos;t be printed. Install one of: {fonts}.</source>
        <translation>Máy chưa có phông chữ đủ chữ tiếng Việt nên không in được bản đồ. Hãy cài một trong các phông: {fonts}.</translation>
    </message>
    <message>
        <source>… and {count} more.</source>
        <translation>… và {count} lỗi nữa.</translation>
    </message>
    <message>
        <source>A file can&apos;t be written or read: {reason}. Check the folder, its permissions and the free space.</source>
        <translation>Không ghi hoặc không đọc được tệp: {reason}. Hãy kiểm tra thư mục, quyền truy cập và dung lượng trống.</translation>
    </message>
    <message>
        <source>Choose the layer of police beats or the layer of militia areas, or both, to compare with.</source>
        <translation>Hãy chọn lớp địa bàn cảnh sát khu vực hoặc lớp địa bàn khu đội, ấp đội, hoặc cả hai, để đối chiếu.</translation>
    </message>
    <message>
        <source>The layers have {count} faults that must be mended first. The first one: {problem} {advice} Run “Check layers” to see all of them on the map.</source>
        <translation>Các lớp có {count} lỗi phải sửa trước. Lỗi đầu tiên: {problem} {advice} Hãy chạy “Kiểm tra các lớp” để xem tất cả trên bản đồ.</translation>
    </message>
    <message>
        <source>{units} units with {households} households: {neighborhoods} khu phố and ấp, {below} below the minimum.</source>
        <translation>{units} tổ, {households} hộ: {neighborhoods} khu phố, ấp, trong đó {below} dưới mức tối thiểu.</translation>
    </message>
    <message>
        <source>The time limit cut the search off in {count} wards; the summary names them.</source>
        <translation>Hết thời gian nên việc tìm kiếm dừng giữa chừng ở {count} phường, xã; bản tóm tắt nêu tên các nơi đó.</translation>
    </message>
    <message>
        <source>{force}: {households} of {total} households ({percent} %) are outside the area that matches their khu phố.</source>
        <translation>{force}: {households} trên {total} hộ ({percent} %) nằm ngoài địa bàn tương ứng với khu phố của mình.</translation>
    </message>
    <message>
        <source>Police beats</source>
        <translation>Địa bàn cảnh sát khu vực</translation>
    </message>
    <message>
        <source>Militia areas</source>
        <translation>Địa bàn khu đội, ấp đội</translation>
    </message>
    <message>
        <source>It doesn&apos;t change the proposal; mend it before the map is signed.</source>
        <translation>Lỗi này không làm thay đổi phương án; hãy sửa trước khi ký bản đồ.</translation>
    </message>
    <message>
        <source>The comparison shows how many households two areas claim.</source>
        <translation>Phần đối chiếu cho biết có bao nhiêu hộ thuộc hai địa bàn cùng lúc.</translation>
    </message>
    <message>
        <source>Formatted tables need the Python package openpyxl, which this QGIS does not have. Install it (Windows: OSGeo4W setup, package python3-openpyxl; Debian and Ubuntu: apt install python3-openpyxl; otherwise: pip install openpyxl in QGIS&apos;s Python), then start QGIS again.</source>
        <translation>Bảng có định dạng cần gói Python openpyxl mà QGIS này chưa có. Hãy cài gói đó (Windows: OSGeo4W Setup, gói python3-openpyxl; Debian và Ubuntu: apt install python3-openpyxl; hệ khác: pip install openpyxl trong Python của QGIS), rồi khởi động lại QGIS.</translation>
    </message>
    <message>
        <source>The tables can&apos;t be written to {path}: {reason}. Close the file if it is open in another program, or choose another folder.</source>
        <translation>Không ghi được bảng vào {path}: {reason}. Hãy đóng tệp nếu đang mở ở chương trình khác, hoặc chọn thư mục khác.</translation>
    </message>
    <message>
        <source>There is no table to write to {path}.</source>
        <translation>Không có bảng nào để ghi vào {path}.</translation>
    </message>
    <message>
        <source>The map “{path}” can't be written: {reason}. Close the file where it is open, or choose another folder.</source>
        <translation>Không ghi được bản đồ “{path}”: {reason}. Hãy đóng tệp đang mở, hoặc chọn thư mục khác.</translation>
    </message>
    <message>
        <source>The tables were written without layout, because the Python package openpyxl is missing. {advice}</source>
        <translation>Bảng được ghi không có định dạng vì thiếu gói Python openpyxl. {advice}</translation>
    </message>
    <message>
        <source>No plan of least change: no unit has a present khu phố. Choose the field that holds it.</source>
        <translation>Không lập được phương án ít xáo trộn: chưa có tổ nào ghi khu phố hiện nay. Hãy chọn cột chứa khu phố hiện nay.</translation>
    </message>
    <message>
        <source>No plan that follows the police beats: no unit lies in a beat. Choose the layer of police beats.</source>
        <translation>Không lập được phương án theo địa bàn CSKV: không có tổ nào nằm trong địa bàn. Hãy chọn lớp địa bàn cảnh sát khu vực.</translation>
    </message>
    <message>
        <source>There is room: {slack} households above {count} × {minimum}, or {share} per neighborhood, where a usual unit has {unit}.</source>
        <translation>Còn dư địa: dư {slack} hộ so với {count} × {minimum}, bình quân {share} hộ mỗi khu phố, trong khi một tổ thường có {unit} hộ.</translation>
    </message>
    <message>
        <source>Little room: {slack} households above {count} × {minimum}, or {share} per neighborhood, where a usual unit has {unit}.</source>
        <translation>Ít dư địa: chỉ dư {slack} hộ so với {count} × {minimum}, bình quân {share} hộ mỗi khu phố, trong khi một tổ thường có {unit} hộ.</translation>
    </message>
    <message>
        <source>All {units} units form one neighborhood: nothing to choose.</source>
        <translation>Cả {units} tổ hợp thành một khu phố: không có gì phải chọn.</translation>
    </message>
    <message>
        <source>The units lie in {parts} parts without a common border.</source>
        <translation>Các tổ nằm ở {parts} phần không có ranh giới chung.</translation>
    </message>
    <message>
        <source>{parts} parts without a common border to the rest have fewer than {minimum} households each ({households} together); they need neighbors that are added by hand, or an exemption.</source>
        <translation>{parts} phần không có ranh giới chung với phần còn lại, mỗi phần dưới {minimum} hộ (tổng cộng {households} hộ); cần bổ sung quan hệ liền kề bằng tay hoặc được xem xét đặc thù.</translation>
    </message>
    <message>
        <source>One part without a common border to the rest has only {households} households, fewer than {minimum}; it needs neighbors that are added by hand, or an exemption.</source>
        <translation>Một phần không có ranh giới chung với phần còn lại chỉ có {households} hộ, dưới {minimum}; cần bổ sung quan hệ liền kề bằng tay hoặc được xem xét đặc thù.</translation>
    </message>
    <message>
        <source>All units together have {households} households, fewer than {minimum}; this needs a neighboring ward or an exemption.</source>
        <translation>Tất cả các tổ cộng lại chỉ có {households} hộ, dưới {minimum}; cần ghép với phường lân cận hoặc được xem xét đặc thù.</translation>
    </message>
    <message>
        <source>{number} of {units} units have no number of households; ask for it before anything is decided.</source>
        <translation>{number} trên {units} tổ chưa có số hộ; cần bổ sung trước khi quyết định.</translation>
    </message>
    <message>
        <source>Units with {minimum} households or more: {number}, with {percent} % of all households; they are hard to balance.</source>
        <translation>Có {number} tổ từ {minimum} hộ trở lên, chiếm {percent} % tổng số hộ; khó cân đối.</translation>
    </message>
    <message>
        <source>Police beats cut across khu phố: {percent} % of the households lie crosswise.</source>
        <translation>Địa bàn cảnh sát khu vực cắt chéo khu phố: {percent} % số hộ bị lệch.</translation>
    </message>
    <message>
        <source>No plan can be made of the kinds that were asked for. {reasons}</source>
        <translation>Không lập được phương án nào thuộc các loại đã chọn. {reasons}</translation>
    </message>
    <message>
        <source>Choose at least one kind of plan.</source>
        <translation>Hãy chọn ít nhất một loại phương án.</translation>
    </message>
    <message>
        <source>{kinds}: {neighborhoods} khu phố and ấp of {smallest} to {largest} households, {below} below the minimum; compactness {compactness}.</source>
        <translation>{kinds}: {neighborhoods} khu phố, ấp, mỗi nơi từ {smallest} đến {largest} hộ, {below} dưới mức tối thiểu; độ gọn {compactness}.</translation>
    </message>
    <message>
        <source>{households} households leave the main part of their present khu phố.</source>
        <translation>{households} hộ rời phần chính của khu phố hiện nay.</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Cân đối</translation>
    </message>
    <message>
        <source>Least change</source>
        <translation>Ít xáo trộn nhất</translation>
    </message>
    <message>
        <source>Follows police beats</source>
        <translation>Theo địa bàn cảnh sát khu vực</translation>
    </message>
    <message>
        <source>Most khu phố</source>
        <translation>Nhiều khu phố nhất</translation>
    </message>
    <message>
        <source>The output {output} would replace the file {path}, which is also an input ({input}). Choose another file or folder.</source>
        <translation>Kết quả {output} sẽ ghi đè tệp {path}, cũng là dữ liệu đầu vào ({input}). Hãy chọn tệp hoặc thư mục khác.</translation>
    </message>
    <message>
        <source>Ward {number} of {count}: {ward}</source>
        <translation>Phường, xã {number}/{count}: {ward}</translation>
    </message>
    <message>
        <source>Next best: unit {unit} ({households} households) to {other}. The plan would be worse by {percent} % of its cost: {effects}.</source>
        <translation>Phương án kế tiếp: chuyển {unit} ({households} hộ) sang {other}. Điểm của phương án kém đi {percent} %: {effects}.</translation>
    </message>
    <message>
        <source>Unit {unit} ({households} households) could go to {other}. The plan would be better by {percent} % of its cost: {effects}. A longer search may find this.</source>
        <translation>Có thể chuyển {unit} ({households} hộ) sang {other}. Điểm của phương án tốt hơn {percent} %: {effects}. Tìm kiếm lâu hơn có thể ra phương án này.</translation>
    </message>
    <message>
        <source>Unit {unit} ({households} households) could as well go to {other}: the cost would be the same.</source>
        <translation>Chuyển {unit} ({households} hộ) sang {other} cũng được: điểm của phương án không đổi.</translation>
    </message>
    <message>
        <source>No unit at its border can go to another khu phố: {reasons}.</source>
        <translation>Không thể chuyển tổ giáp ranh nào sang khu phố khác: {reasons}.</translation>
    </message>
    <message>
        <source>it has one unit only</source>
        <translation>khu phố chỉ có một tổ</translation>
    </message>
    <message>
        <source>{count} are held by rules that you set</source>
        <translation>{count} tổ được giữ theo quy định đã đặt</translation>
    </message>
    <message>
        <source>{count} would leave it below the minimum</source>
        <translation>{count} tổ nếu chuyển đi thì khu phố dưới mức tối thiểu</translation>
    </message>
    <message>
        <source>{count} would leave it in pieces</source>
        <translation>{count} tổ nếu chuyển đi thì khu phố không còn liền khoảnh</translation>
    </message>
    <message>
        <source>{count} would bring the neighbor above the maximum</source>
        <translation>{count} tổ nếu chuyển đi thì khu phố bên cạnh vượt mức tối đa</translation>
    </message>
    <message>
        <source>{count} must be kept apart from units of the neighbor</source>
        <translation>{count} tổ phải tách khỏi các tổ của khu phố bên cạnh</translation>
    </message>
    <message>
        <source>both khu phố {amount} households further from the target</source>
        <translation>quy mô hai khu phố xa mức mong muốn thêm {amount} hộ</translation>
    </message>
    <message>
        <source>both khu phố {amount} households nearer to the target</source>
        <translation>quy mô hai khu phố gần mức mong muốn hơn {amount} hộ</translation>
    </message>
    <message>
        <source>{amount} m more of inner boundary</source>
        <translation>ranh trong dài thêm {amount} m</translation>
    </message>
    <message>
        <source>{amount} m less of inner boundary</source>
        <translation>ranh trong ngắn đi {amount} m</translation>
    </message>
    <message>
        <source>{amount} households more leave the main part of their present khu phố</source>
        <translation>thêm {amount} hộ rời phần chính của khu phố hiện nay</translation>
    </message>
    <message>
        <source>{amount} households fewer leave the main part of their present khu phố</source>
        <translation>bớt {amount} hộ rời phần chính của khu phố hiện nay</translation>
    </message>
    <message>
        <source>{amount} households more cut off from their police beat</source>
        <translation>thêm {amount} hộ bị cắt khỏi địa bàn cảnh sát khu vực</translation>
    </message>
    <message>
        <source>{amount} households fewer cut off from their police beat</source>
        <translation>bớt {amount} hộ bị cắt khỏi địa bàn cảnh sát khu vực</translation>
    </message>
    <message>
        <source>{amount} households more cut off from their militia area</source>
        <translation>thêm {amount} hộ bị cắt khỏi địa bàn khu đội, ấp đội</translation>
    </message>
    <message>
        <source>{amount} households fewer cut off from their militia area</source>
        <translation>bớt {amount} hộ bị cắt khỏi địa bàn khu đội, ấp đội</translation>
    </message>
    <message>
        <source>{amount} m more of a barrier inside a khu phố</source>
        <translation>thêm {amount} m vật cản nằm trong khu phố</translation>
    </message>
    <message>
        <source>{amount} m less of a barrier inside a khu phố</source>
        <translation>bớt {amount} m vật cản nằm trong khu phố</translation>
    </message>
    <message>
        <source>longer ways to the middle of the khu phố</source>
        <translation>đường đi tới trung tâm dân cư của khu phố xa hơn</translation>
    </message>
    <message>
        <source>shorter ways to the middle of the khu phố</source>
        <translation>đường đi tới trung tâm dân cư của khu phố gần hơn</translation>
    </message>
    <message>
        <source>present khu phố more mixed</source>
        <translation>khu phố hiện nay bị xen lẫn hơn</translation>
    </message>
    <message>
        <source>police beats more mixed</source>
        <translation>địa bàn cảnh sát khu vực bị xen lẫn hơn</translation>
    </message>
    <message>
        <source>militia areas more mixed</source>
        <translation>địa bàn khu đội, ấp đội bị xen lẫn hơn</translation>
    </message>
    <message>
        <source>Unit {unit} reaches the minimum by itself, as a large apartment building does; so it is a khu phố of its own.</source>
        <translation>Riêng {unit} đã đạt mức tối thiểu (như chung cư lớn) nên lập thành một khu phố riêng.</translation>
    </message>
    <message>
        <source>Its units have no common border with the rest of the ward, and together too few households for two khu phố.</source>
        <translation>Các tổ này không giáp ranh với phần còn lại của phường, xã và cộng lại không đủ hộ để lập hai khu phố.</translation>
    </message>
    <message>
        <source>Two khu phố would need {needed} households; all units of the ward together have {households}.</source>
        <translation>Hai khu phố cần {needed} hộ, trong khi cả phường, xã có {households} hộ.</translation>
    </message>
    <message>
        <source>Unit {unit} has a common border with {other} only and too few households to be alone.</source>
        <translation>{unit} chỉ giáp ranh với {other} và không đủ hộ để đứng riêng.</translation>
    </message>
    <message>
        <source>Without unit {unit} ({households} households) it would fall to {left}, below the minimum of {minimum}.</source>
        <translation>Nếu không có {unit} ({households} hộ) thì chỉ còn {left} hộ, dưới mức tối thiểu {minimum} hộ.</translation>
    </message>
    <message>
        <source>It can spare none of these units, or it would fall below the minimum of {minimum}: {units}.</source>
        <translation>Không thể chuyển đi tổ nào sau đây, nếu không sẽ dưới mức tối thiểu {minimum} hộ: {units}.</translation>
    </message>
    <message>
        <source>It has only {spare} households above the minimum, fewer than any unit at its border; so it can spare none.</source>
        <translation>Chỉ dư {spare} hộ so với mức tối thiểu, ít hơn số hộ của mọi tổ giáp ranh, nên không thể chuyển đi tổ nào.</translation>
    </message>
    <message>
        <source>Without any of these units it would fall into pieces: {units}.</source>
        <translation>Thiếu một trong các tổ sau thì khu phố không còn liền khoảnh: {units}.</translation>
    </message>
    <message>
        <source>Rules that you set hold these units here: {units}.</source>
        <translation>Các tổ được giữ theo quy định đã đặt: {units}.</translation>
    </message>
    <message>
        <source>It can take over no unit of {others}, which would fall below the minimum or into pieces.</source>
        <translation>Không thể nhận thêm tổ nào của {others}, vì nơi đó sẽ dưới mức tối thiểu hoặc không còn liền khoảnh.</translation>
    </message>
    <message>
        <source>{name} is made of {units} units with {households} households, {percent} % of the minimum of {minimum}: {list}.</source>
        <translation>{name} gồm {units} tổ với {households} hộ, bằng {percent} % mức tối thiểu {minimum} hộ: {list}.</translation>
    </message>
    <message>
        <source>{name} is unit {unit} alone with {households} households, {percent} % of the minimum of {minimum}.</source>
        <translation>{name} chỉ gồm {unit} với {households} hộ, bằng {percent} % mức tối thiểu {minimum} hộ.</translation>
    </message>
    <message>
        <source>{count} of its units have no number of households and count as 0: {list}.</source>
        <translation>{count} tổ chưa có số hộ, tạm tính là 0: {list}.</translation>
    </message>
    <message>
        <source>It lacks {lacking} households to the minimum.</source>
        <translation>Còn thiếu {lacking} hộ so với mức tối thiểu.</translation>
    </message>
    <message>
        <source>None of its units has a present khu phố.</source>
        <translation>Chưa có tổ nào ghi khu phố hiện nay.</translation>
    </message>
    <message>
        <source>{area} ({percent} %)</source>
        <translation>{area} ({percent} %)</translation>
    </message>
    <message>
        <source>Its units are exactly those of police beat {area}.</source>
        <translation>Trùng khớp với địa bàn cảnh sát khu vực {area}.</translation>
    </message>
    <message>
        <source>All of its units lie in police beat {area}.</source>
        <translation>Toàn bộ các tổ thuộc địa bàn cảnh sát khu vực {area}.</translation>
    </message>
    <message>
        <source>{percent} % of its households lie in police beat {area}, the others in {others}.</source>
        <translation>{percent} % số hộ thuộc địa bàn cảnh sát khu vực {area}, còn lại thuộc {others}.</translation>
    </message>
    <message>
        <source>None of its units lies in a police beat.</source>
        <translation>Không có tổ nào thuộc địa bàn cảnh sát khu vực.</translation>
    </message>
    <message>
        <source>Its units are exactly those of militia area {area}.</source>
        <translation>Trùng khớp với địa bàn khu đội, ấp đội {area}.</translation>
    </message>
    <message>
        <source>All of its units lie in militia area {area}.</source>
        <translation>Toàn bộ các tổ thuộc địa bàn khu đội, ấp đội {area}.</translation>
    </message>
    <message>
        <source>{percent} % of its households lie in militia area {area}, the others in {others}.</source>
        <translation>{percent} % số hộ thuộc địa bàn khu đội, ấp đội {area}, còn lại thuộc {others}.</translation>
    </message>
    <message>
        <source>None of its units lies in a militia area.</source>
        <translation>Không có tổ nào thuộc địa bàn khu đội, ấp đội.</translation>
    </message>
    <message>
        <source>{percent} % of its households lie in police beat {area}, the others in none.</source>
        <translation>{percent} % số hộ thuộc địa bàn cảnh sát khu vực {area}, còn lại không thuộc địa bàn nào.</translation>
    </message>
    <message>
        <source>{percent} % of its households lie in militia area {area}, the others in none.</source>
        <translation>{percent} % số hộ thuộc địa bàn khu đội, ấp đội {area}, còn lại không thuộc địa bàn nào.</translation>
    </message>
    <message>
        <source>Rule “{rule}” names unit {unit}, which is not in {ward}. Check the id, or take the unit out of the rule.</source>
        <translation>Quy tắc “{rule}” nêu tổ {unit}, nhưng {ward} không có tổ này. Hãy kiểm tra mã tổ hoặc bỏ tổ khỏi quy tắc.</translation>
    </message>
    <message>
        <source>Khu phố {label} is locked, but no unit of {ward} belongs to it. Check the field of the present plan.</source>
        <translation>Khu phố {label} bị khóa, nhưng không tổ nào của {ward} thuộc khu phố này. Hãy kiểm tra trường của phương án đã có.</translation>
    </message>
    <message>
        <source>Rule “{rule}” names unit {unit} twice. Name two different units.</source>
        <translation>Quy tắc “{rule}” nêu tổ {unit} hai lần. Hãy nêu hai tổ khác nhau.</translation>
    </message>
    <message>
        <source>Unit {first} is in the locked khu phố {label} and must stay together with unit {second}, which is not. Unlock the khu phố, or take one of the rules back.</source>
        <translation>Tổ {first} thuộc khu phố {label} đang bị khóa và phải ở cùng tổ {second}, nhưng tổ {second} không thuộc khu phố đó. Hãy mở khóa khu phố hoặc bỏ một trong hai quy tắc.</translation>
    </message>
    <message>
        <source>Units {first} and {second} must be kept apart, but both are in the locked khu phố {label}. Unlock it, or take the rule back.</source>
        <translation>Tổ {first} và tổ {second} phải tách nhau, nhưng cả hai thuộc khu phố {label} đang bị khóa. Hãy mở khóa hoặc bỏ quy tắc.</translation>
    </message>
    <message>
        <source>Unit {unit} is locked to khu phố {label}, which is locked as a whole without it. Unlock the unit or the khu phố.</source>
        <translation>Tổ {unit} bị khóa vào khu phố {label}, nhưng khu phố này bị khóa nguyên trạng mà không có tổ đó. Hãy mở khóa tổ hoặc khu phố.</translation>
    </message>
    <message>
        <source>Units {first} and {second} must stay together, but they belong to different {areas}, and no khu phố may mix those. Take one of the rules back.</source>
        <translation>Tổ {first} và tổ {second} phải ở cùng nhau, nhưng thuộc hai {areas} khác nhau mà không khu phố nào được trộn. Hãy bỏ một trong hai quy tắc.</translation>
    </message>
    <message>
        <source>Units {first} and {second} are of one police beat, but it lies in pieces without common border; each piece stays whole.</source>
        <translation>Tổ {first} và tổ {second} cùng một địa bàn cảnh sát khu vực, nhưng địa bàn này gồm các phần không có ranh chung; từng phần được giữ trọn.</translation>
    </message>
    <message>
        <source>Units {first} and {second} are of one militia area, but it lies in pieces without common border; each stays whole.</source>
        <translation>Tổ {first} và tổ {second} cùng một khu đội, ấp đội, nhưng địa bàn này gồm các phần không có ranh chung; từng phần được giữ trọn.</translation>
    </message>
    <message>
        <source>must stay together</source>
        <translation>phải ở cùng nhau</translation>
    </message>
    <message>
        <source>must be kept apart</source>
        <translation>phải tách nhau</translation>
    </message>
    <message>
        <source>keeps its khu phố</source>
        <translation>giữ nguyên khu phố</translation>
    </message>
    <message>
        <source>police beats</source>
        <translation>địa bàn cảnh sát khu vực</translation>
    </message>
    <message>
        <source>militia areas</source>
        <translation>khu đội, ấp đội</translation>
    </message>
    <message>
        <source>Units {first} and {second} must be kept apart, but other rules hold them together: {units}. Take one of these rules back.</source>
        <translation>Tổ {first} và tổ {second} phải tách nhau, nhưng quy tắc khác giữ các tổ này cùng nhau: {units}. Hãy bỏ một trong các quy tắc đó.</translation>
    </message>
    <message>
        <source>Units {first} and {second} must stay together, but {first} is locked to khu phố {one} and {second} to khu phố {other}. Unlock one of them, or take back the rule that holds them together.</source>
        <translation>Tổ {first} và tổ {second} phải ở cùng nhau, nhưng {first} bị khóa vào khu phố {one}, còn {second} vào khu phố {other}. Hãy mở khóa một tổ hoặc bỏ quy tắc giữ hai tổ cùng nhau.</translation>
    </message>
    <message>
        <source>Units {first} and {second} must stay together, but no chain of neighboring units joins them that keeps the other rules. Take one of the rules back, or add neighbors by hand.</source>
        <translation>Tổ {first} và tổ {second} phải ở cùng nhau, nhưng không có dãy tổ liền kề nào nối hai tổ mà giữ được các quy tắc khác. Hãy bỏ một quy tắc hoặc khai báo thêm quan hệ liền kề.</translation>
    </message>
    <message>
        <source>Units {first} and {second}, which must stay together, have no common border; so the units between them stay with them: {units}.</source>
        <translation>Tổ {first} và tổ {second} phải ở cùng nhau nhưng không có ranh chung, nên các tổ nằm giữa cũng đi cùng: {units}.</translation>
    </message>
    <message>
        <source>All khu phố of {ward} are locked, so its plan is the present one. Unlock some to change it.</source>
        <translation>Mọi khu phố của {ward} đều bị khóa nên phương án giữ như đã có. Muốn thay đổi, hãy mở khóa một số khu phố.</translation>
    </message>
    <message>
        <source>In {ward}, the rules cut {units} units around unit {unit} off from the rest; they have only {households} households, fewer than the minimum of {minimum}. Soften a barrier or a beat border.</source>
        <translation>Ở {ward}, các quy tắc tách {units} tổ quanh tổ {unit} khỏi phần còn lại; các tổ này chỉ có {households} hộ, ít hơn mức tối thiểu {minimum} hộ. Hãy nới quy tắc về vật cản hoặc địa bàn.</translation>
    </message>
    <message>
        <source>In {ward}, locked khu phố shut {units} units around unit {unit} in; they have only {households} households, fewer than the minimum of {minimum}. Unlock one of these khu phố: {labels}.</source>
        <translation>Ở {ward}, các khu phố bị khóa vây kín {units} tổ quanh tổ {unit}; các tổ này chỉ có {households} hộ, ít hơn mức tối thiểu {minimum} hộ. Hãy mở khóa một trong các khu phố: {labels}.</translation>
    </message>
    <message>
        <source>The locked khu phố {label} of {ward} has only {households} households, fewer than the minimum of {minimum}. Unlock it, so that units can join it.</source>
        <translation>Khu phố {label} bị khóa của {ward} chỉ có {households} hộ, ít hơn mức tối thiểu {minimum} hộ. Hãy mở khóa để ghép thêm tổ.</translation>
    </message>
    <message>
        <source>The locked khu phố {label} of {ward} lies in {pieces} pieces without a common border. Unlock it to mend it.</source>
        <translation>Khu phố {label} bị khóa của {ward} gồm {pieces} phần không có ranh chung. Hãy mở khóa để chỉnh lại.</translation>
    </message>
    <message>
        <source>Units {first} and {second} of {ward} must be kept apart, but no plan was found that does so and gives each khu phố {minimum} households.</source>
        <translation>Tổ {first} và tổ {second} của {ward} phải tách nhau, nhưng không tìm được phương án nào vừa tách vừa đủ {minimum} hộ cho mỗi khu phố.</translation>
    </message>
    <message>
        <source>“{text}” is no group of units. Join ids by “+” and part groups by “;”, such as: T001+T002; T003+T004.</source>
        <translation>“{text}” không phải là nhóm tổ. Hãy nối mã tổ bằng dấu “+” và ngăn các nhóm bằng dấu “;”, ví dụ: T001+T002; T003+T004.</translation>
    </message>
    <message>
        <source>“{text}” is no pair. Units to keep apart are given as pairs, such as: T001+T002; T001+T003.</source>
        <translation>“{text}” không phải là một cặp. Các tổ phải tách nhau được ghi theo cặp, ví dụ: T001+T002; T001+T003.</translation>
    </message>
    <message>
        <source>There is no unit {unit} in the layer, which the rule “{text}” names. Check the id or take the rule out.</source>
        <translation>Lớp dữ liệu không có tổ {unit} nêu trong quy tắc “{text}”. Hãy kiểm tra mã tổ hoặc bỏ quy tắc.</translation>
    </message>
    <message>
        <source>Units {first} and {second} can&apos;t stay together: they lie in different wards or are of different types. Take the rule out.</source>
        <translation>Tổ {first} và tổ {second} không thể ở cùng nhau vì khác phường, xã hoặc khác loại. Hãy bỏ quy tắc này.</translation>
    </message>
    <message>
        <source>Unit {unit} is locked but has no khu phố in the present plan. Choose the field of the present plan, fill it, or unlock the unit.</source>
        <translation>Tổ {unit} bị khóa nhưng không có khu phố trong phương án đã có. Hãy chọn trường của phương án đã có, điền vào đó, hoặc mở khóa tổ.</translation>
    </message>
    <message>
        <source>A second process was lost; this one does its {count} wards. The plans are the same, only later.</source>
        <translation>Tiến trình thứ hai bị mất; tiến trình này làm tiếp {count} phường, xã của nó. Phương án vẫn như vậy, chỉ chậm hơn.</translation>
    </message>
    <message>
        <source>A second process can&apos;t be used on this system; one process does all wards.</source>
        <translation>Không dùng được tiến trình thứ hai trên máy này; một tiến trình làm tất cả các phường, xã.</translation>
    </message>
    <message>
        <source>Layer “{layer}” holds {kind}; lines or polygons are needed.</source>
        <translation>Lớp “{layer}” chứa {kind}; cần lớp dạng đường hoặc vùng.</translation>
    </message>
    <message>
        <source>The lock of unit {unit} can't be read: “{value}”. Write 1, true or x for locked units and leave the others empty.</source>
        <translation>Không hiểu dấu khóa của tổ {unit}: “{value}”. Hãy ghi 1, true hoặc x cho tổ bị khóa và để trống các tổ khác.</translation>
    </message>
    <message>
        <source>compactness {amount} higher</source>
        <translation>độ gọn tăng {amount}</translation>
    </message>
    <message>
        <source>compactness {amount} lower</source>
        <translation>độ gọn giảm {amount}</translation>
    </message>
    <message>
        <source>The plan so far is to be kept, but {number} units have no khu phố in it, such as {unit}. Fill in its field, or let the search start from it instead.</source>
        <translation>Phương án đang có phải được giữ nguyên nhưng có {number} tổ chưa thuộc khu phố nào, ví dụ {unit}. Hãy điền trường đó, hoặc chỉ dùng phương án này làm điểm xuất phát.</translation>
    </message>
    <message>
        <source>Canceled. {done} of {count} wards were finished and are kept; the units of the others have no khu phố. The outputs that go into files are written; QGIS does not load them by itself after a cancel.</source>
        <translation>Đã hủy. {done}/{count} phường, xã đã xong được giữ lại; tổ của các phường, xã khác chưa có khu phố. Kết quả ghi ra tệp đã được ghi; QGIS không tự mở chúng sau khi hủy.</translation>
    </message>
    <message>
        <source>The police beats lie somewhere else than the units, {km} km away.</source>
        <translation>Lớp địa bàn cảnh sát khu vực không nằm cùng chỗ với các tổ, cách {km} km.</translation>
    </message>
    <message>
        <source>The militia areas lie somewhere else than the units, {km} km away.</source>
        <translation>Lớp địa bàn khu đội, ấp đội không nằm cùng chỗ với các tổ, cách {km} km.</translation>
    </message>
    <message>
        <source>The barriers lie somewhere else than the units, {km} km away.</source>
        <translation>Lớp vật cản không nằm cùng chỗ với các tổ, cách {km} km.</translation>
    </message>
    <message>
        <source>Choose the layer of this ward, or set the coordinate system in which it was drawn.</source>
        <translation>Hãy chọn lớp của đúng phường, xã này, hoặc đặt lại đúng hệ tọa độ đã dùng khi vẽ.</translation>
    </message>
    <message>
        <source>The field “{field}” is empty in all units. Choose the field that holds the khu phố or ấp of each unit.</source>
        <translation>Cột “{field}” để trống ở tất cả các tổ. Hãy chọn cột ghi khu phố hoặc ấp của từng tổ.</translation>
    </message>
    <message>
        <source>{count} units with {households} households have no khu phố in the field “{field}”; they are left out.</source>
        <translation>{count} tổ với {households} hộ chưa có khu phố trong cột “{field}”; các tổ này không được đối chiếu.</translation>
    </message>
    <message>
        <source>These units touch other khu phố only across a barrier, so they stay with those on their own side: {units}.</source>
        <translation>Các tổ sau chỉ giáp khu phố khác qua vật cản (kênh, rạch, đường lớn, đường sắt) nên ở cùng các tổ bên này: {units}.</translation>
    </message>
    <message>
        <source>It takes over all of the old {old} ({households} households).</source>
        <translation>Nhận toàn bộ {old} (cũ), {households} hộ.</translation>
    </message>
    <message>
        <source>It continues the old {old}: {households} of its {total} households ({percent} %) stay together here; the others go to the new {others}.</source>
        <translation>Kế thừa {old} (cũ): {households} trong {total} hộ ({percent} %) ở lại đây; số còn lại về {others} (mới).</translation>
    </message>
    <message>
        <source>It takes {households} households ({percent} %) of the old {old}, which continues in the new {main}.</source>
        <translation>Nhận {households} hộ ({percent} %) của {old} (cũ); phần chính của khu phố cũ này về {main} (mới).</translation>
    </message>
    <message>
        <source>Proven best: no plan with {count} neighborhoods is better than this one.</source>
        <translation>Đã chứng minh là tốt nhất: không phương án nào có {count} khu phố tốt hơn phương án này.</translation>
    </message>
    <message>
        <source>No plan with {count} neighborhoods can be more than {gap} % better than this one.</source>
        <translation>Không phương án nào có {count} khu phố có thể tốt hơn phương án này quá {gap} %.</translation>
    </message>
    <message>
        <source>A plan with {count} neighborhoods that is {gain} % better exists; a thorough search comes closer to it.</source>
        <translation>Có phương án {count} khu phố tốt hơn {gain} %; hãy tìm kiếm kỹ hơn để đến gần phương án đó.</translation>
    </message>
    <message>
        <source>No certificate: scipy is not installed.</source>
        <translation>Chưa có chứng minh: chưa cài scipy.</translation>
    </message>
    <message>
        <source>No certificate: this plan breaks a rule (minimum, maximum or connection), so others can&apos;t be compared.</source>
        <translation>Chưa có chứng minh: phương án này không đạt một quy tắc (tối thiểu, tối đa hoặc liền khoảnh) nên không so được với phương án khác.</translation>
    </message>
    <message>
        <source>No certificate: the time was not enough to prove anything about this ward.</source>
        <translation>Chưa có chứng minh: thời gian không đủ để chứng minh cho phường, xã này.</translation>
    </message>
    <message>
        <source>No certificate: the weights chosen are not covered by the proof.</source>
        <translation>Chưa có chứng minh: cách chứng minh không áp dụng được cho các trọng số đã chọn.</translation>
    </message>
    <message>
        <source>Proven: no plan has more than {count} neighborhoods.</source>
        <translation>Đã chứng minh: không phương án nào có hơn {count} khu phố.</translation>
    </message>
    <message>
        <source>Proven: no plan has more than {count} neighborhoods, and this one has as many.</source>
        <translation>Đã chứng minh: không phương án nào có hơn {count} khu phố, và phương án này có đúng bấy nhiêu.</translation>
    </message>
    <message>
        <source>No plan has more than {count} neighborhoods; whether one has so many is not known.</source>
        <translation>Không phương án nào có hơn {count} khu phố; chưa rõ có phương án nào đạt số đó không.</translation>
    </message>
    <message>
        <source>All of {ward} together has {households} households, {missing} fewer than the minimum of {minimum}. It needs to be joined with a neighboring ward, or an exemption.</source>
        <translation>Cả {ward} chỉ có {households} hộ, thiếu {missing} hộ so với mức tối thiểu {minimum} hộ. Cần ghép với phường, xã bên cạnh hoặc áp dụng trường hợp đặc thù.</translation>
    </message>
    <message>
        <source>In {ward}, the {units} units around unit {unit} are cut off and have {households} households, {missing} fewer than the minimum of {minimum}.</source>
        <translation>Ở {ward}, {units} tổ quanh tổ {unit} bị tách rời và chỉ có {households} hộ, thiếu {missing} hộ so với mức tối thiểu {minimum} hộ.</translation>
    </message>
    <message>
        <source>The shortest way to the rest of {ward} is from unit {near} to unit {far}, {distance} m between their centers. If there is a bridge or a ferry, add the two as neighbors; both sides together have {joined} households.</source>
        <translation>Đường ngắn nhất tới phần còn lại của {ward} là từ tổ {near} đến tổ {far}, tâm hai tổ cách nhau {distance} m. Nếu có cầu hoặc phà, hãy khai báo hai tổ này liền kề; hai bên gộp lại có {joined} hộ.</translation>
    </message>
    <message>
        <source>Without that, unit {unit} and what belongs to it in {ward} needs an exemption for {missing} households, or a link to a neighboring ward.</source>
        <translation>Nếu không, tổ {unit} và các tổ đi cùng ở {ward} cần áp dụng trường hợp đặc thù vì thiếu {missing} hộ, hoặc nối với phường, xã bên cạnh.</translation>
    </message>
    <message>
        <source>In {ward}, unit {choke} is the only link of {units} units around unit {unit} to the rest. They have {households} households, fewer than the minimum of {minimum}, so they can only be in the neighborhood of unit {choke}.</source>
        <translation>Ở {ward}, chỉ tổ {choke} nối {units} tổ quanh tổ {unit} với phần còn lại. Các tổ này chỉ có {households} hộ, ít hơn mức tối thiểu {minimum} hộ, nên chỉ có thể cùng khu phố với tổ {choke}.</translation>
    </message>
    <message>
        <source>In {ward}, everything around unit {choke} is linked by this unit only; so there are at most {bound} neighborhoods, though the households would do for {plain}.</source>
        <translation>Ở {ward}, mọi tổ quanh tổ {choke} chỉ nối với nhau qua tổ này, nên nhiều nhất được {bound} khu phố, dù số hộ đủ cho {plain} khu phố.</translation>
    </message>
    <message>
        <source>In {ward}, the {units} units around unit {unit} have {households} households. That is too many for {fewer} neighborhoods of at most {maximum} and too few for {more} of at least {minimum}.</source>
        <translation>Ở {ward}, {units} tổ quanh tổ {unit} có {households} hộ: quá nhiều cho {fewer} khu phố không quá {maximum} hộ, nhưng quá ít cho {more} khu phố có ít nhất {minimum} hộ.</translation>
    </message>
    <message>
        <source>There is no rule “{preset}”. Choose one of {presets}.</source>
        <translation>Không có phương án “{preset}”. Hãy chọn một trong: {presets}.</translation>
    </message>
    <message>
        <source>Police beat {areas} = {neighborhoods}.</source>
        <translation>Địa bàn CSKV {areas} = {neighborhoods}.</translation>
    </message>
    <message>
        <source>Militia area {areas} = {neighborhoods}.</source>
        <translation>Địa bàn khu đội {areas} = {neighborhoods}.</translation>
    </message>
    <message>
        <source>Police beat {areas} = {neighborhoods}: one beat for several khu phố. It stays with {kept}; {others} get new beats.</source>
        <translation>Địa bàn CSKV {areas} = {neighborhoods}: một địa bàn cho nhiều khu phố. Địa bàn này giữ lại cho {kept}; {others} có địa bàn mới.</translation>
    </message>
    <message>
        <source>Militia area {areas} = {neighborhoods}: one area for several khu phố. It stays with {kept}; {others} get new areas.</source>
        <translation>Địa bàn khu đội {areas} = {neighborhoods}: một địa bàn cho nhiều khu phố. Địa bàn này giữ lại cho {kept}; {others} có địa bàn mới.</translation>
    </message>
    <message>
        <source>Police beats {areas} = {neighborhoods}: several beats in one khu phố. They become beat {kept}.</source>
        <translation>Địa bàn CSKV {areas} = {neighborhoods}: nhiều địa bàn trong một khu phố. Các địa bàn này gộp thành địa bàn {kept}.</translation>
    </message>
    <message>
        <source>Militia areas {areas} = {neighborhoods}: several areas in one khu phố. They become area {kept}.</source>
        <translation>Địa bàn khu đội {areas} = {neighborhoods}: nhiều địa bàn trong một khu phố. Các địa bàn này gộp thành địa bàn {kept}.</translation>
    </message>
    <message>
        <source>Police beats {areas} and {neighborhoods} lie across each other. Matched: {kept}.</source>
        <translation>Địa bàn CSKV {areas} và {neighborhoods} nằm chồng chéo nhau. Ghép: {kept}.</translation>
    </message>
    <message>
        <source>Militia areas {areas} and {neighborhoods} lie across each other. Matched: {kept}.</source>
        <translation>Địa bàn khu đội {areas} và {neighborhoods} nằm chồng chéo nhau. Ghép: {kept}.</translation>
    </message>
    <message>
        <source>{neighborhoods} lies in no police beat; it gets a new one.</source>
        <translation>{neighborhoods} không nằm trong địa bàn CSKV nào; sẽ có địa bàn mới.</translation>
    </message>
    <message>
        <source>{neighborhoods} lies in no militia area; it gets a new one.</source>
        <translation>{neighborhoods} không nằm trong địa bàn khu đội nào; sẽ có địa bàn mới.</translation>
    </message>
    <message>
        <source>Police beat {areas} matches no khu phố and is given up.</source>
        <translation>Địa bàn CSKV {areas} không ứng với khu phố nào và không còn nữa.</translation>
    </message>
    <message>
        <source>Militia area {areas} matches no khu phố and is given up.</source>
        <translation>Địa bàn khu đội {areas} không ứng với khu phố nào và không còn nữa.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>không có</translation>
    </message>
    <message>
        <source>Unit {unit} ({households} households), khu phố: {old} → {new}.</source>
        <translation>Tổ {unit} ({households} hộ), khu phố: {old} → {new}.</translation>
    </message>
    <message>
        <source>Unit {unit} ({households} households), police beat: {old} → {new}.</source>
        <translation>Tổ {unit} ({households} hộ), địa bàn CSKV: {old} → {new}.</translation>
    </message>
    <message>
        <source>Unit {unit} ({households} households), militia area: {old} → {new}.</source>
        <translation>Tổ {unit} ({households} hộ), địa bàn khu đội: {old} → {new}.</translation>
    </message>
    <message>
        <source>unknown number of</source>
        <translation>chưa rõ số</translation>
    </message>
    <message>
        <source>All three authorities have signed this.</source>
        <translation>Cả ba cơ quan đã ký.</translation>
    </message>
    <message>
        <source>Refused by {who}; the present area stays.</source>
        <translation>Không đồng ý: {who}; giữ nguyên như hiện nay.</translation>
    </message>
    <message>
        <source>The unit is locked in {home}.</source>
        <translation>Tổ được khóa trong {home}.</translation>
    </message>
    <message>
        <source>The unit moves along to {home}: so khu phố stay in one piece and keep their minimum of households.</source>
        <translation>Tổ chuyển theo sang {home}, để các khu phố liền khoảnh và giữ đủ số hộ tối thiểu.</translation>
    </message>
    <message>
        <source>The rule would put the unit into {wanted}, but then a khu phố would fall apart, vanish or fall below the minimum of households; so it stays in {home}.</source>
        <translation>Theo phương án, tổ sẽ thuộc {wanted}, nhưng khi đó có khu phố bị chia rời, mất đi hoặc không đủ số hộ tối thiểu; vì vậy tổ ở lại {home}.</translation>
    </message>
    <message>
        <source>The khu phố rules: the unit is in {home}.</source>
        <translation>Theo khu phố: tổ thuộc {home}.</translation>
    </message>
    <message>
        <source>The police rules: its beat {beat} stands for {home}.</source>
        <translation>Theo công an: địa bàn CSKV {beat} của tổ ứng với {home}.</translation>
    </message>
    <message>
        <source>Two of three have the unit in {home}: {agreeing}.</source>
        <translation>Hai trong ba cơ quan xếp tổ vào {home}: {agreeing}.</translation>
    </message>
    <message>
        <source>With the unit in {home} the fewest households move. Agreeing already: {agreeing}.</source>
        <translation>Xếp tổ vào {home} thì ít hộ phải thay đổi nhất. Đã thống nhất: {agreeing}.</translation>
    </message>
    <message>
        <source>No two of three agree on another khu phố; so the unit stays in {home}.</source>
        <translation>Không có hai trong ba cơ quan cùng xếp tổ vào khu phố khác; vì vậy tổ ở lại {home}.</translation>
    </message>
    <message>
        <source>Not clear which police beat the unit is in (see the list of undecided units); a person must look.</source>
        <translation>Chưa rõ tổ thuộc địa bàn CSKV nào (xem danh sách tổ chưa xác định); cần người xem xét.</translation>
    </message>
    <message>
        <source>The unit lay in no police beat; it gets that of {home}.</source>
        <translation>Tổ chưa nằm trong địa bàn CSKV nào; tổ theo địa bàn của {home}.</translation>
    </message>
    <message>
        <source>{home} has no police beat of its own; a new one is made.</source>
        <translation>{home} chưa có địa bàn CSKV riêng; lập địa bàn mới.</translation>
    </message>
    <message>
        <source>Not clear which militia area the unit is in (see the list of undecided units); a person must look.</source>
        <translation>Chưa rõ tổ thuộc địa bàn khu đội nào (xem danh sách tổ chưa xác định); cần người xem xét.</translation>
    </message>
    <message>
        <source>The unit lay in no militia area; it gets that of {home}.</source>
        <translation>Tổ chưa nằm trong địa bàn khu đội nào; tổ theo địa bàn của {home}.</translation>
    </message>
    <message>
        <source>{home} has no militia area of its own; a new one is made.</source>
        <translation>{home} chưa có địa bàn khu đội riêng; lập địa bàn mới.</translation>
    </message>
    <message>
        <source>ward</source>
        <translation>phường, xã</translation>
    </message>
    <message>
        <source>police</source>
        <translation>công an</translation>
    </message>
    <message>
        <source>militia</source>
        <translation>quân sự</translation>
    </message>
    <message>
        <source>Evidence: register of households.</source>
        <translation>Căn cứ: danh sách hộ.</translation>
    </message>
    <message>
        <source>Evidence: dwellings.</source>
        <translation>Căn cứ: nhà ở.</translation>
    </message>
    <message>
        <source>Evidence: land on the map.</source>
        <translation>Căn cứ: diện tích trên bản đồ.</translation>
    </message>
    <message>
        <source>Sure ({percent} %).</source>
        <translation>Chắc chắn ({percent} %).</translation>
    </message>
    <message>
        <source>Fairly sure ({percent} %).</source>
        <translation>Khá chắc chắn ({percent} %).</translation>
    </message>
    <message>
        <source>Not sure ({percent} %).</source>
        <translation>Chưa chắc chắn ({percent} %).</translation>
    </message>
    <message>
        <source>Unit {unit} is split: {main} of its {households} households in {area}, {other_number} in {other}. {task}</source>
        <translation>Tổ {unit} bị chia cắt: {main} trong {households} hộ thuộc {area}, {other_number} hộ thuộc {other}. {task}</translation>
    </message>
    <message>
        <source>Unit {unit} ({households} households) lies in no area. {task}</source>
        <translation>Tổ {unit} ({households} hộ) không nằm trong địa bàn nào. {task}</translation>
    </message>
    <message>
        <source>A line cuts through unit {unit}: {main} of its {households} households in {area}. {task}</source>
        <translation>Ranh địa bàn cắt qua tổ {unit}: {main} trong {households} hộ thuộc {area}. {task}</translation>
    </message>
    <message>
        <source>The line of {area} leaves the border of unit {unit} ({households} households) by more than drawing noise, but not by enough to be sure. {task}</source>
        <translation>Ranh {area} lệch khỏi ranh tổ {unit} ({households} hộ) nhiều hơn sai số vẽ, nhưng chưa đủ để kết luận. {task}</translation>
    </message>
    <message>
        <source>Only {percent} % of unit {unit} ({households} households) lies in {area}. {task}</source>
        <translation>Chỉ {percent} % tổ {unit} ({households} hộ) nằm trong {area}. {task}</translation>
    </message>
    <message>
        <source>Several areas overlap on unit {unit} ({households} households), one of them {area}. {task}</source>
        <translation>Nhiều địa bàn chồng lên nhau trên tổ {unit} ({households} hộ), trong đó có {area}. {task}</translation>
    </message>
    <message>
        <source>Unit {unit} ({households} households) is too narrow to be read from lines drawn this roughly. {task}</source>
        <translation>Tổ {unit} ({households} hộ) quá hẹp so với sai số vẽ của ranh địa bàn nên không xác định được. {task}</translation>
    </message>
    <message>
        <source>Most of the land of unit {unit} lies in {area}, but most of its {households} households belong elsewhere. {task}</source>
        <translation>Phần lớn diện tích tổ {unit} nằm trong {area}, nhưng phần lớn trong {households} hộ lại thuộc nơi khác. {task}</translation>
    </message>
    <message>
        <source>Not clear which area unit {unit} ({households} households) is in. {task}</source>
        <translation>Chưa rõ tổ {unit} ({households} hộ) thuộc địa bàn nào. {task}</translation>
    </message>
    <message>
        <source>Decide which police beat takes the whole unit.</source>
        <translation>Cần quyết định cả tổ thuộc địa bàn CSKV nào.</translation>
    </message>
    <message>
        <source>Decide which militia area takes the whole unit.</source>
        <translation>Cần quyết định cả tổ thuộc địa bàn khu đội nào.</translation>
    </message>
    <message>
        <source>police beat {area}</source>
        <translation>địa bàn CSKV {area}</translation>
    </message>
    <message>
        <source>militia area {area}</source>
        <translation>địa bàn khu đội {area}</translation>
    </message>
    <message>
        <source>no area</source>
        <translation>không địa bàn nào</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} đến {high}</translation>
    </message>
    <message>
        <source>No shift</source>
        <translation>Không lệch</translation>
    </message>
    <message>
        <source>Uncertain</source>
        <translation>Chưa chắc chắn</translation>
    </message>
    <message>
        <source>Shift of unknown cause</source>
        <translation>Lệch chưa rõ nguyên nhân</translation>
    </message>
    <message>
        <source>VN-2000 read as WGS 84 (without the seven parameters)</source>
        <translation>VN-2000 đọc như WGS 84 (không dùng bảy tham số)</translation>
    </message>
    <message>
        <source>WGS 84 read as VN-2000 (without the seven parameters)</source>
        <translation>WGS 84 đọc như VN-2000 (không dùng bảy tham số)</translation>
    </message>
    <message>
        <source>VN-2000 read as WGS 84: the layer&apos;s coordinate system lacks the seven parameters</source>
        <translation>VN-2000 đọc như WGS 84: hệ tọa độ của lớp thiếu bảy tham số</translation>
    </message>
    <message>
        <source>Wrong coordinate system: the coordinates are those of {system}</source>
        <translation>Khai sai hệ tọa độ: tọa độ thuộc {system}</translation>
    </message>
    <message>
        <source>Wrong VN-2000 zone: the coordinates are those of {system}</source>
        <translation>Khai sai múi chiếu VN-2000: tọa độ thuộc {system}</translation>
    </message>
    <message>
        <source>X and Y swapped; the coordinates are those of {system}</source>
        <translation>X và Y đổi chỗ cho nhau; tọa độ thuộc {system}</translation>
    </message>
    <message>
        <source>Degrees and metres mixed up: the coordinates are those of {system}</source>
        <translation>Nhầm độ với mét: tọa độ thuộc {system}</translation>
    </message>
    <message>
        <source>No polygons to compare</source>
        <translation>Không có vùng để so sánh</translation>
    </message>
    <message>
        <source>The areas lie elsewhere</source>
        <translation>Địa bàn nằm ở nơi khác</translation>
    </message>
    <message>
        <source>The areas fit the units: no shift that matters ({dx} m in x, {dy} m in y, standard error {error} m).</source>
        <translation>Địa bàn khớp với các tổ: không lệch đáng kể ({dx} m theo x, {dy} m theo y, sai số chuẩn {error} m).</translation>
    </message>
    <message>
        <source>The areas lie {length} m off. To fit the units they must be moved by {dx} m in x (east) and {dy} m in y (north), standard error {error} m. Likely cause: {cause}.</source>
        <translation>Địa bàn lệch {length} m. Để khớp với các tổ cần dời {dx} m theo x (hướng đông) và {dy} m theo y (hướng bắc), sai số chuẩn {error} m. Nguyên nhân có thể: {cause}.</translation>
    </message>
    <message>
        <source>{sentence} The seven parameters of VN-2000 give {theory_x} m and {theory_y} m at this place. Declaring the right coordinate system for the layer mends it for good.</source>
        <translation>{sentence} Tại nơi này, bảy tham số của VN-2000 cho {theory_x} m và {theory_y} m. Khai báo đúng hệ tọa độ cho lớp sẽ khắc phục triệt để.</translation>
    </message>
    <message>
        <source>The areas fit the units when their coordinates are read otherwise than declared. Likely cause: {cause}. Remaining shift: {dx} m in x, {dy} m in y, standard error {error} m.</source>
        <translation>Địa bàn khớp với các tổ khi đọc tọa độ khác với hệ đã khai báo. Nguyên nhân có thể: {cause}. Độ lệch còn lại: {dx} m theo x, {dy} m theo y, sai số chuẩn {error} m.</translation>
    </message>
    <message>
        <source>Whether the areas are shifted can&apos;t be told for certain: {reason} The best guess is {dx} m in x (east) and {dy} m in y (north), standard error {error} m. Look at both layers on the map before you use it.</source>
        <translation>Chưa thể nói chắc địa bàn có bị lệch hay không: {reason} Ước lượng tốt nhất là dời {dx} m theo x (hướng đông) và {dy} m theo y (hướng bắc), sai số chuẩn {error} m. Hãy xem cả hai lớp trên bản đồ trước khi dùng.</translation>
    </message>
    <message>
        <source>The areas lie elsewhere than the units, and no coordinate system that is usual in Vietnam brings them together. Ask the office that drew them for the coordinate system.</source>
        <translation>Địa bàn nằm ở nơi khác so với các tổ và không hệ tọa độ thông dụng nào ở Việt Nam đưa hai lớp về cùng chỗ. Hãy hỏi đơn vị lập lớp về hệ tọa độ.</translation>
    </message>
    <message>
        <source>There are no polygons in one of the layers, so no shift can be found.</source>
        <translation>Một trong hai lớp không có vùng nào nên không thể tìm độ lệch.</translation>
    </message>
    <message>
        <source>there is too little border in common.</source>
        <translation>có quá ít đường ranh chung.</translation>
    </message>
    <message>
        <source>the areas fit nearly as well at another place.</source>
        <translation>địa bàn khớp gần như vậy ở một vị trí khác.</translation>
    </message>
    <message>
        <source>too few of their lines run along lines of units.</source>
        <translation>quá ít đường ranh của địa bàn chạy dọc ranh các tổ.</translation>
    </message>
    <message>
        <source>for so few and roughly drawn lines it could be drawing noise.</source>
        <translation>đường ranh quá ít và vẽ quá thô, có thể chỉ là sai số vẽ.</translation>
    </message>
    <message>
        <source>what was found is less than three times its standard error.</source>
        <translation>độ lệch tìm được nhỏ hơn ba lần sai số chuẩn.</translation>
    </message>
    <message>
        <source>(unknown)</source>
        <translation>(không rõ)</translation>
    </message>
    <message>
        <source>The areas also seem turned by {degrees}° against the units; that moves lines at the edge of the layer by up to {metres} m. A shift can't mend it.</source>
        <translation>Địa bàn dường như còn bị xoay {degrees}° so với các tổ, làm ranh ở rìa lớp lệch đến {metres} m. Phép dời không khắc phục được điều này.</translation>
    </message>
    <message>
        <source>The areas also seem {percent} % larger or smaller than the units; that moves lines at the edge of the layer by up to {metres} m. A shift can&apos;t mend it.</source>
        <translation>Địa bàn dường như còn lớn hoặc nhỏ hơn các tổ {percent} %, làm ranh ở rìa lớp lệch đến {metres} m. Phép dời không khắc phục được điều này.</translation>
    </message>
    <message>
        <source>About {percent} % of the areas&apos; lines fit better with another shift ({dx} m in x, {dy} m in y). Parts of the layer may come from another source; look at them one by one.</source>
        <translation>Khoảng {percent} % đường ranh của địa bàn khớp hơn với một độ dời khác ({dx} m theo x, {dy} m theo y). Có thể một phần của lớp lấy từ nguồn khác; hãy xem từng phần.</translation>
    </message>
    <message>
        <source>The dwellings lie somewhere else than the units, {km} km away.</source>
        <translation>Lớp nhà ở nằm ở chỗ khác so với các tổ, cách {km} km.</translation>
    </message>
    <message>
        <source>The streets lie somewhere else than the units, {km} km away.</source>
        <translation>Lớp đường nằm ở chỗ khác so với các tổ, cách {km} km.</translation>
    </message>
    <message>
        <source>{rows} rows of the register ({households} households) have no unit; they are left out.</source>
        <translation>{rows} dòng của sổ hộ ({households} hộ) không ghi tổ nên không dùng.</translation>
    </message>
    <message>
        <source>{rows} rows of the register ({households} households) name units that the layer of units does not have: {names}. They are left out. Correct them in the register, or choose the units that it is of; then run again.</source>
        <translation>{rows} dòng của sổ hộ ({households} hộ) ghi tổ không có trong lớp tổ: {names}. Các dòng này không dùng. Hãy sửa trong sổ hộ, hoặc chọn đúng lớp tổ của sổ này, rồi chạy lại.</translation>
    </message>
    <message>
        <source>{rows} rows of the register have a number of households that can't be read, such as row {row}: “{value}”. They are left out.</source>
        <translation>{rows} dòng của sổ hộ có số hộ không đọc được, chẳng hạn dòng {row}: “{value}”. Các dòng này không dùng.</translation>
    </message>
    <message>
        <source>{rows} rows of the register have no number of households; they are left out.</source>
        <translation>{rows} dòng của sổ hộ không ghi số hộ nên không dùng.</translation>
    </message>
    <message>
        <source>{rows} rows of the register ({households} households) name no police beat; they say nothing of it.</source>
        <translation>{rows} dòng của sổ hộ ({households} hộ) không ghi địa bàn cảnh sát khu vực nên không làm căn cứ cho địa bàn này.</translation>
    </message>
    <message>
        <source>{rows} rows of the register ({households} households) name no militia area; they say nothing of it.</source>
        <translation>{rows} dòng của sổ hộ ({households} hộ) không ghi khu đội, ấp đội nên không làm căn cứ cho địa bàn này.</translation>
    </message>
    <message>
        <source>{rows} rows of the register ({households} households) name no area; they say nothing of any.</source>
        <translation>{rows} dòng của sổ hộ ({households} hộ) không ghi địa bàn nào nên không làm căn cứ.</translation>
    </message>
    <message>
        <source>{rows} rows of the register ({households} households) name police beats that the layer does not have: {names}. They are left out. Correct them in the register, or choose the layer that has these beats; then run again.</source>
        <translation>{rows} dòng của sổ hộ ({households} hộ) ghi địa bàn cảnh sát khu vực không có trong lớp: {names}. Các dòng này không dùng. Hãy sửa trong sổ hộ, hoặc chọn lớp có các địa bàn này, rồi chạy lại.</translation>
    </message>
    <message>
        <source>{rows} rows of the register ({households} households) name militia areas that the layer does not have: {names}. They are left out. Correct them in the register, or choose the layer that has these areas; then run again.</source>
        <translation>{rows} dòng của sổ hộ ({households} hộ) ghi khu đội, ấp đội không có trong lớp: {names}. Các dòng này không dùng. Hãy sửa trong sổ hộ, hoặc chọn lớp có các khu đội, ấp đội này, rồi chạy lại.</translation>
    </message>
    <message>
        <source>{rows} rows of the register ({households} households) name areas that no layer has: {names}. They are left out. Correct them in the register, or choose the layers that have these areas; then run again.</source>
        <translation>{rows} dòng của sổ hộ ({households} hộ) ghi địa bàn không có trong lớp nào: {names}. Các dòng này không dùng. Hãy sửa trong sổ hộ, hoặc chọn các lớp có những địa bàn này, rồi chạy lại.</translation>
    </message>
    <message>
        <source>{rows} dwellings name police beats that the layer does not have: {names}. They count as points only. Correct them in the layer of dwellings, or choose the layer that has these beats; then run again.</source>
        <translation>{rows} nhà ở ghi địa bàn cảnh sát khu vực không có trong lớp: {names}. Các nhà này chỉ tính theo vị trí. Hãy sửa trong lớp nhà ở, hoặc chọn lớp có các địa bàn này, rồi chạy lại.</translation>
    </message>
    <message>
        <source>{rows} dwellings name militia areas that the layer does not have: {names}. They count as points only. Correct them in the layer of dwellings, or choose the layer that has these areas; then run again.</source>
        <translation>{rows} nhà ở ghi khu đội, ấp đội không có trong lớp: {names}. Các nhà này chỉ tính theo vị trí. Hãy sửa trong lớp nhà ở, hoặc chọn lớp có các khu đội, ấp đội này, rồi chạy lại.</translation>
    </message>
    <message>
        <source>“{layer}” is no change list: there is no field “change_id” (Mã thay đổi). Its fields are: {fields}. Choose the table “changes” of a plan, or the sheet “Danh sách thay đổi”.</source>
        <translation>“{layer}” không phải danh sách thay đổi: không có trường “change_id” (Mã thay đổi). Các trường gồm: {fields}. Hãy chọn bảng “changes” của phương án hoặc trang “Danh sách thay đổi”.</translation>
    </message>
    <message>
        <source>{path} holds no change list (table “changes”). Choose the plan's file.</source>
        <translation>{path} không có danh sách thay đổi (bảng “changes”). Hãy chọn tệp của phương án.</translation>
    </message>
    <message>
        <source>The change list “{layer}” can't be read: row {row} (change {change}), field “{field}”: “{value}”. Write “đồng ý” or “không đồng ý” (agree, refuse), or leave it empty.</source>
        <translation>Không đọc được danh sách thay đổi “{layer}”: dòng {row} (thay đổi {change}), trường “{field}”: “{value}”. Hãy ghi “đồng ý” hoặc “không đồng ý”, hoặc để trống.</translation>
    </message>
    <message>
        <source>The change list “{layer}” can't be read: row {row} (change {change}), field “{field}”: “{value}” is no date. Write it as 2026-11-22 or 22/11/2026, or leave it empty.</source>
        <translation>Không đọc được danh sách thay đổi “{layer}”: dòng {row} (thay đổi {change}), trường “{field}”: “{value}” không phải ngày. Hãy ghi dạng 22/11/2026 hoặc 2026-11-22, hoặc để trống.</translation>
    </message>
    <message>
        <source>The change list “{layer}” holds the change {change} twice (row {row}). Take one of the rows out.</source>
        <translation>Danh sách thay đổi “{layer}” có thay đổi {change} hai lần (dòng {row}). Hãy bỏ bớt một dòng.</translation>
    </message>
    <message>
        <source>The plan {path} has no change {changes}. Open the plan again and sign the rows that it holds now.</source>
        <translation>Phương án {path} không có thay đổi {changes}. Hãy mở lại phương án và ghi ý kiến vào các dòng hiện có.</translation>
    </message>
    <message>
        <source>Unknown authority {authority}. Choose one of: {known}.</source>
        <translation>Không có cơ quan {authority}. Hãy chọn một trong: {known}.</translation>
    </message>
    <message>
        <source>Unknown decision {decision}. Choose one of: {known}.</source>
        <translation>Không có ý kiến {decision}. Hãy chọn một trong: {known}.</translation>
    </message>
    <message>
        <source>The register “{layer}” has no field with {role}. Its fields are: {fields}. Name the field (advanced parameters), or give it a heading such as “{heading}”.</source>
        <translation>Sổ hộ “{layer}” không có trường ghi {role}. Các trường gồm: {fields}. Hãy chọn trường ở tham số nâng cao, hoặc đặt tiêu đề cột như “{heading}”.</translation>
    </message>
    <message>
        <source>the unit of the household</source>
        <translation>tổ của hộ</translation>
    </message>
    <message>
        <source>the police beat or militia area of the household</source>
        <translation>địa bàn cảnh sát khu vực hoặc khu đội của hộ</translation>
    </message>
    <message>
        <source>{path} is not a GeoPackage that can be changed: {reason}. Choose the plan&apos;s GeoPackage.</source>
        <translation>{path} không phải tệp GeoPackage sửa được: {reason}. Hãy chọn tệp GeoPackage của phương án.</translation>
    </message>
    <message>
        <source>The plan {path} can&apos;t be changed: {reason}. Nothing in it was changed. Close other programs that use it, end editing of its layers, and try again.</source>
        <translation>Không sửa được phương án {path}: {reason}. Không có gì trong tệp bị thay đổi. Hãy đóng chương trình khác đang dùng tệp, kết thúc chỉnh sửa các lớp của tệp rồi thử lại.</translation>
    </message>
    <message>
        <source>Layer “{layer}” holds {kind}; lines are needed.</source>
        <translation>Lớp “{layer}” chứa {kind}; cần lớp đường.</translation>
    </message>
    <message>
        <source>Layer “{layer}” holds {kind}; points or polygons are needed.</source>
        <translation>Lớp “{layer}” chứa {kind}; cần lớp điểm hoặc vùng.</translation>
    </message>
    <message>
        <source>Choose another layer.</source>
        <translation>Hãy chọn lớp khác.</translation>
    </message>
    <message>
        <source>polygons</source>
        <translation>vùng</translation>
    </message>
    <message>
        <source>The corrected layer is an unmoved copy.</source>
        <translation>Lớp đã chỉnh là bản sao giữ nguyên vị trí.</translation>
    </message>
    <message>
        <source>The corrected layer is a moved copy in {system}; the layer itself was not changed.</source>
        <translation>Lớp đã chỉnh là bản sao đã dời, trong {system}; lớp gốc không bị thay đổi.</translation>
    </message>
    <message>
        <source>As you asked, the corrected layer is a copy moved by the best guess, in {system}. Check it on the map; the layer itself was not changed.</source>
        <translation>Theo yêu cầu, lớp đã chỉnh là bản sao dời theo ước lượng tốt nhất, trong {system}. Hãy kiểm tra trên bản đồ; lớp gốc không bị thay đổi.</translation>
    </message>
    <message>
        <source>The layer of units has no field “{field}” (parameter {parameter}). Choose one that it has.</source>
        <translation>Lớp tổ không có trường “{field}” (tham số {parameter}). Hãy chọn trường có trong lớp.</translation>
    </message>
    <message>
        <source>{rows} dwellings have no geometry; they are left out.</source>
        <translation>{rows} nhà ở không có hình nên không dùng.</translation>
    </message>
    <message>
        <source>{rows} dwellings have no number of households that can be read, such as “{value}”; each counts as one household.</source>
        <translation>{rows} nhà ở không có số hộ đọc được, chẳng hạn “{value}”; mỗi nhà tính một hộ.</translation>
    </message>
    <message>
        <source>Fields of “{layer}”: {fields}.</source>
        <translation>Các trường của “{layer}”: {fields}.</translation>
    </message>
    <message>
        <source>The change list does not lead from the present areas to the harmonized ones (unit {unit}). Please report this error; nothing was written.</source>
        <translation>Danh sách thay đổi không dẫn từ hiện trạng đến kết quả thống nhất (tổ {unit}). Hãy báo lỗi này; chưa ghi gì.</translation>
    </message>
    <message>
        <source>{rows} signed rows of the change list name units that the layer of units does not have: {names}. They are left out.</source>
        <translation>{rows} dòng có ý kiến của danh sách thay đổi ghi tổ không có trong lớp tổ: {names}. Các dòng này không dùng.</translation>
    </message>
    <message>
        <source>The decisions on {rows} changes in the plan {path} are taken over, since no other list was given.</source>
        <translation>Lấy lại ý kiến của {rows} thay đổi trong phương án {path}, vì không đưa vào danh sách nào khác.</translation>
    </message>
    <message>
        <source>There is no plan {path}. Choose the plan&apos;s GeoPackage, or leave it empty.</source>
        <translation>Không có phương án {path}. Hãy chọn tệp GeoPackage của phương án hoặc để trống.</translation>
    </message>
    <message>
        <source>The harmonized areas have {found} households, their units {wanted}. Nothing was written. Please report this.</source>
        <translation>Địa bàn sau thống nhất có {found} hộ nhưng các tổ có {wanted} hộ. Chưa ghi gì. Hãy báo lỗi này.</translation>
    </message>
    <message>
        <source>Ward (khu phố)</source>
        <translation>UBND (khu phố)</translation>
    </message>
    <message>
        <source>Police (beats)</source>
        <translation>Công an (địa bàn cảnh sát khu vực)</translation>
    </message>
    <message>
        <source>Military (khu đội, ấp đội)</source>
        <translation>Quân sự (khu đội, ấp đội)</translation>
    </message>
    <message>
        <source>{authority}: {units} of {all} units with {households} households get another area.</source>
        <translation>{authority}: {units} trong {all} tổ với {households} hộ đổi địa bàn.</translation>
    </message>
    <message>
        <source>{authority}: nothing changes.</source>
        <translation>{authority}: không thay đổi.</translation>
    </message>
    <message>
        <source>Of {rows} changes all three authorities agreed to {signed}; {refused} are refused by one of them.</source>
        <translation>Trong {rows} thay đổi, cả ba cơ quan đồng ý {signed}; {refused} thay đổi có cơ quan từ chối.</translation>
    </message>
    <message>
        <source>{rows} readings of units are undecided, {split} of them really split between two areas; see the work list.</source>
        <translation>{rows} lượt đọc tổ chưa xác định được, trong đó {split} tổ bị chia thật giữa hai địa bàn; xem danh sách tổ chưa xác định.</translation>
    </message>
    <message>
        <source>The run would replace the table {table} in {path}, which is also an input ({input}). Choose another plan, or save the input as a file of its own first.</source>
        <translation>Lần chạy này sẽ thay bảng {table} trong {path}, mà bảng đó cũng là đầu vào ({input}). Hãy chọn phương án khác hoặc lưu đầu vào thành tệp riêng trước.</translation>
    </message>
    <message>
        <source>The change list does not belong to these units: it says that unit {unit} is in “{said}” ({authority}), the layer says “{found}”. Choose the harmonized units of the same run, and their fields as they were before it.</source>
        <translation>Danh sách thay đổi không phải của các tổ này: danh sách ghi tổ {unit} ở “{said}” ({authority}), lớp ghi “{found}”. Hãy chọn các tổ sau thống nhất của cùng lần chạy và các trường hiện trạng trước thống nhất.</translation>
    </message>
    <message>
        <source>The change list names {count} units that the layer of units does not have: {names}. Choose the harmonized units of the same run.</source>
        <translation>Danh sách thay đổi ghi {count} tổ không có trong lớp tổ: {names}. Hãy chọn các tổ sau thống nhất của cùng lần chạy.</translation>
    </message>
    <message>
        <source>No field of the layer “{layer}” holds the ids of the units in the change list. Choose the field.</source>
        <translation>Không trường nào của lớp “{layer}” chứa mã tổ có trong danh sách thay đổi. Hãy chọn trường.</translation>
    </message>
    <message>
        <source>{path} can&apos;t be read. Choose the table with the change list (xlsx, csv, gpkg).</source>
        <translation>Không đọc được {path}. Hãy chọn bảng có danh sách thay đổi (xlsx, csv, gpkg).</translation>
    </message>
    <message>
        <source>The areas fit best where they are, but a shift can&apos;t be excluded for certain: {reason} Best guess: {dx} m in x, {dy} m in y, standard error {error} m.</source>
        <translation>Địa bàn khớp nhất ở đúng vị trí hiện tại, nhưng chưa thể loại trừ hẳn khả năng bị lệch: {reason} Ước lượng tốt nhất: {dx} m theo x, {dy} m theo y, sai số chuẩn {error} m.</translation>
    </message>
    <message>
        <source>{sentence} That would be: {cause}.</source>
        <translation>{sentence} Nếu đúng vậy thì đó là: {cause}.</translation>
    </message>
    <message>
        <source>It is left out, as if the area had no land. Draw its polygon, or delete the row.</source>
        <translation>Địa bàn này bị bỏ qua, coi như không có đất. Hãy vẽ vùng, hoặc xóa dòng này.</translation>
    </message>
    <message>
        <source>It is compared as a mended copy, so look at the result there. Better mend it, or have its owner mend it.</source>
        <translation>Địa bàn này được đối chiếu trên bản sao đã sửa, nên hãy xem kỹ kết quả tại đó. Tốt hơn là sửa lớp gốc, hoặc đề nghị đơn vị quản lý sửa.</translation>
    </message>
    <message>
        <source>The rule “police” needs a layer of police beats. Choose that layer, or another rule.</source>
        <translation>Phương án theo công an cần lớp địa bàn CSKV. Hãy chọn lớp đó, hoặc chọn phương án khác.</translation>
    </message>
    <message>
        <source>The time limit was over before {count} of {wards} wards could be explained; their plans are whole.</source>
        <translation>Hết thời gian trước khi thuyết minh được {count} trong {wards} phường, xã; phương án của các nơi đó vẫn đầy đủ.</translation>
    </message>
    <message>
        <source>{authority}: the layer is shifted, so what follows is wrong. {sentence} Run “Detect a shift” and take its corrected copy.</source>
        <translation>{authority}: lớp bị lệch tọa độ nên kết quả bên dưới sai. {sentence} Hãy chạy “Phát hiện độ lệch” và dùng bản đã chỉnh.</translation>
    </message>
    <message>
        <source>The whole layer is shifted, so where unit {unit} ({households} households) belongs can't be read. Take the corrected copy of “Detect a shift” and run again.</source>
        <translation>Cả lớp bị lệch nên chưa thể biết tổ {unit} ({households} hộ) thuộc địa bàn nào. Hãy lấy bản đã chỉnh của công cụ “Phát hiện độ lệch” rồi chạy lại.</translation>
    </message>
    <message>
        <source>{force}: lines drawn to about {sigma} m. Faces thinner than {low} m count as drawing noise, thicker than {high} m as real. {undecided} of {units} units need somebody to look at them; {split} are really split.</source>
        <translation>{force}: nét vẽ lệch khoảng {sigma} m. Mảnh hẹp hơn {low} m coi là sai số vẽ, rộng hơn {high} m là lệch thật. {undecided} trong {units} tổ cần người xem xét; {split} tổ thực sự bị chia.</translation>
    </message>
    <message>
        <source>{force}: of real strips 8 to 20 m wide (one row of houses) about {percent} % are taken for drawing noise at this quality of drawing. A register that names the area of the households finds them.</source>
        <translation>{force}: với chất lượng nét vẽ này, khoảng {percent} % dải lệch thật rộng 8–20 m (một dãy nhà) bị coi là sai số vẽ. Sổ hộ có ghi địa bàn của từng hộ sẽ phát hiện được.</translation>
    </message>
    <message>
        <source>{ids} ids of police beats occur in several wards and mean {areas} different beats; they are told apart by the ward (field “{field}”): {examples}.</source>
        <translation>{ids} mã địa bàn CSKV có ở nhiều phường, xã và là {areas} địa bàn khác nhau; được phân biệt theo phường, xã (cột “{field}”): {examples}.</translation>
    </message>
    <message>
        <source>{ids} ids of militia areas occur in several wards and mean {areas} different areas; they are told apart by the ward (field “{field}”): {examples}.</source>
        <translation>{ids} mã khu đội, ấp đội có ở nhiều phường, xã và là {areas} địa bàn khác nhau; được phân biệt theo phường, xã (cột “{field}”): {examples}.</translation>
    </message>
    <message>
        <source>{ids} names of khu phố occur in several wards and mean {areas} different khu phố; they are told apart by the ward (field “{field}”): {examples}.</source>
        <translation>{ids} tên khu phố có ở nhiều phường, xã và là {areas} khu phố khác nhau; được phân biệt theo phường, xã (cột “{field}”): {examples}.</translation>
    </message>
</context>
<context>
    <name>KhuPhoDock</name>
    <message>
        <source>Python packages are missing: nothing can be checked or proposed yet.</source>
        <translation>Thiếu gói Python: chưa kiểm tra và chưa lập phương án được.</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Dữ liệu</translation>
    </message>
    <message>
        <source>Current state</source>
        <translation>Hiện trạng</translation>
    </message>
    <message>
        <source>Proposal</source>
        <translation>Phương án</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Kết quả</translation>
    </message>
    <message>
        <source>running</source>
        <translation>đang chạy</translation>
    </message>
    <message>
        <source>Canceling…</source>
        <translation>Đang hủy…</translation>
    </message>
    <message>
        <source>canceled</source>
        <translation>đã hủy</translation>
    </message>
    <message>
        <source>Canceled. Nothing was written.</source>
        <translation>Đã hủy. Không ghi tệp nào.</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>không thành công</translation>
    </message>
    <message>
        <source>It stopped without a reason.</source>
        <translation>Đã dừng mà không nêu lý do.</translation>
    </message>
    <message>
        <source>done</source>
        <translation>xong</translation>
    </message>
    <message>
        <source>{units} units, {households} households</source>
        <translation>{units} tổ, {households} hộ</translation>
    </message>
    <message>
        <source>How to get it…</source>
        <translation>Cách cài…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <source>errors: {errors}, warnings: {warnings}</source>
        <translation>{errors} lỗi, {warnings} cảnh báo</translation>
    </message>
    <message>
        <source>The folder can&apos;t be made: {reason}</source>
        <translation>Không tạo được thư mục: {reason}</translation>
    </message>
    <message>
        <source>plans to choose from: {n}</source>
        <translation>số phương án để chọn: {n}</translation>
    </message>
    <message>
        <source>plans</source>
        <translation>so sánh</translation>
    </message>
    <message>
        <source>Alignment</source>
        <translation>Đối chiếu</translation>
    </message>
</context>
<context>
    <name>KhuPhoMapperPlugin</name>
    <message>
        <source>Arrange the tổ dân phố of a ward into khu phố</source>
        <translation>Sắp xếp các tổ dân phố của phường, xã thành khu phố, ấp</translation>
    </message>
</context>
<context>
    <name>MatchList</name>
    <message>
        <source>The table follows from the comparison: see “Layers”.</source>
        <translation>Có sau khi đối chiếu: xem thẻ “Lớp”.</translation>
    </message>
    <message>
        <source>{all} khu phố, {same} of them the same for all forces, {apart} not.</source>
        <translation>{all} khu phố, trong đó {same} khớp với mọi lực lượng, {apart} chưa khớp.</translation>
    </message>
    <message>
        <source>Khu phố</source>
        <translation>Khu phố</translation>
    </message>
    <message>
        <source>Beat</source>
        <translation>CSKV</translation>
    </message>
    <message>
        <source>Militia</source>
        <translation>Khu đội</translation>
    </message>
    <message>
        <source>Relation</source>
        <translation>Quan hệ</translation>
    </message>
    <message>
        <source>Hh.</source>
        <translation>Hộ</translation>
    </message>
    <message>
        <source>Households</source>
        <translation>Số hộ</translation>
    </message>
    <message>
        <source>Sure</source>
        <translation>Chắc</translation>
    </message>
    <message>
        <source>How clearly the best area stands out: 0 to 100 %</source>
        <translation>Địa bàn khớp nhất vượt trội đến đâu: 0 đến 100 %</translation>
    </message>
    <message>
        <source>Police</source>
        <translation>Công an</translation>
    </message>
    <message>
        <source>{n} households lie outside {area}.</source>
        <translation>{n} hộ nằm ngoài {area}.</translation>
    </message>
    <message>
        <source>Also touches {others}.</source>
        <translation>Còn chạm {others}.</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>khớp</translation>
    </message>
    <message>
        <source>shares its area</source>
        <translation>chung địa bàn</translation>
    </message>
    <message>
        <source>several areas</source>
        <translation>nhiều địa bàn</translation>
    </message>
    <message>
        <source>lines cross</source>
        <translation>đan xen</translation>
    </message>
    <message>
        <source>partly in none</source>
        <translation>có chỗ hở</translation>
    </message>
    <message>
        <source>areas overlap</source>
        <translation>có chỗ chồng</translation>
    </message>
</context>
<context>
    <name>MissingDialog</name>
    <message>
        <source>Khu Phố Mapper: missing Python packages</source>
        <translation>Khu Phố Mapper: thiếu gói Python</translation>
    </message>
    <message>
        <source>This QGIS lacks {packages}. Until they are there, nothing can be checked or proposed.</source>
        <translation>QGIS này chưa có {packages}. Khi chưa cài đủ thì chưa kiểm tra và chưa lập phương án được.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Sao chép</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
</context>
<context>
    <name>MissingNotice</name>
    <message>
        <source>How to get them…</source>
        <translation>Cách cài…</translation>
    </message>
    <message>
        <source>Python packages are missing: {packages}.</source>
        <translation>Thiếu gói Python: {packages}.</translation>
    </message>
</context>
<context>
    <name>NoiseChart</name>
    <message>
        <source>noise</source>
        <translation>sai số vẽ</translation>
    </message>
    <message>
        <source>to be looked at</source>
        <translation>cần xem</translation>
    </message>
    <message>
        <source>real</source>
        <translation>lệch thật</translation>
    </message>
    <message>
        <source>metres</source>
        <translation>mét</translation>
    </message>
    <message>
        <source>{low} to {high} m from the nearest border: {share} of the line</source>
        <translation>cách ranh gần nhất {low} đến {high} m: {share} chiều dài ranh</translation>
    </message>
</context>
<context>
    <name>PlanCard</name>
    <message>
        <source>Map of the plan</source>
        <translation>Bản đồ của phương án</translation>
    </message>
    <message>
        <source>Use this plan</source>
        <translation>Dùng phương án này</translation>
    </message>
    <message>
        <source>Compares it with the forces, writes plan, tables and map</source>
        <translation>Đối chiếu với các lực lượng, ghi phương án, bảng biểu và bản đồ</translation>
    </message>
    <message>
        <source>{n} too small</source>
        <translation>{n} quá nhỏ</translation>
    </message>
    <message>
        <source>&lt;b&gt;{n}&lt;/b&gt; khu phố from {smallest} households</source>
        <translation>&lt;b&gt;{n}&lt;/b&gt; khu phố, từ {smallest} hộ</translation>
    </message>
    <message>
        <source>spread {spread}, compact {compactness}</source>
        <translation>lệch {spread}, độ gọn {compactness}</translation>
    </message>
    <message>
        <source>stay: {share}</source>
        <translation>ở lại: {share}</translation>
    </message>
    <message>
        <source>off their beat: {n} households</source>
        <translation>cắt khỏi địa bàn: {n} hộ</translation>
    </message>
</context>
<context>
    <name>PlanGallery</name>
    <message>
        <source>&lt;b&gt;Scores&lt;/b&gt; (best of each row is bold)</source>
        <translation>&lt;b&gt;Điểm so sánh&lt;/b&gt; (tốt nhất mỗi dòng in đậm)</translation>
    </message>
    <message>
        <source>&lt;b&gt;Number against quality&lt;/b&gt;</source>
        <translation>&lt;b&gt;Số khu phố và chất lượng&lt;/b&gt;</translation>
    </message>
    <message>
        <source>“Compare plans” below makes plans of several kinds, to choose one from: as the sliders say, with the least change, along the police beats, and with as many khu phố as can be.</source>
        <translation>Nút “So sánh” bên dưới lập nhiều loại phương án để chọn: theo các thanh trượt, ít xáo trộn nhất, theo địa bàn công an, và nhiều khu phố nhất có thể.</translation>
    </message>
</context>
<context>
    <name>PlanRecord</name>
    <message>
        <source>No certificate for any of the {n} wards.</source>
        <translation>Chưa chứng minh được cho phường, xã nào trong {n} đơn vị.</translation>
    </message>
    <message>
        <source>Certificates for {proven} of {n} wards: there no other plan with as many khu phố can be more than {gap} % better.</source>
        <translation>Đã chứng minh cho {proven} trong {n} phường, xã: ở đó không phương án nào cùng số khu phố tốt hơn quá {gap} %.</translation>
    </message>
    <message>
        <source>easy</source>
        <translation>dễ</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>vừa</translation>
    </message>
    <message>
        <source>hard</source>
        <translation>khó</translation>
    </message>
    <message>
        <source>… and {n} more: see the file summary.json.</source>
        <translation>… và {n} lý do khác: xem tệp summary.json.</translation>
    </message>
    <message>
        <source>The time limit cut the search off: more time may give a better plan.</source>
        <translation>Hết thời gian nên việc tìm kiếm bị dừng: cho thêm thời gian có thể được phương án tốt hơn.</translation>
    </message>
</context>
<context>
    <name>PresetCard</name>
    <message>
        <source>Choose</source>
        <translation>Chọn</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>đang dùng</translation>
    </message>
    <message>
        <source>Ward</source>
        <translation>UBND</translation>
    </message>
    <message>
        <source>Police</source>
        <translation>Công an</translation>
    </message>
    <message>
        <source>Military</source>
        <translation>Quân sự</translation>
    </message>
    <message>
        <source>In all</source>
        <translation>Cộng</translation>
    </message>
</context>
<context>
    <name>PresetCards</name>
    <message>
        <source>Khu phố rules</source>
        <translation>Theo khu phố</translation>
    </message>
    <message>
        <source>The khu phố stay; police and military follow them.</source>
        <translation>Giữ khu phố; công an và quân sự theo khu phố.</translation>
    </message>
    <message>
        <source>Police rules</source>
        <translation>Theo công an</translation>
    </message>
    <message>
        <source>The police beats stay; khu phố and military follow them.</source>
        <translation>Giữ địa bàn CSKV; khu phố và khu đội theo công an.</translation>
    </message>
    <message>
        <source>Majority of three</source>
        <translation>Theo đa số</translation>
    </message>
    <message>
        <source>Each unit goes where two of the three have it.</source>
        <translation>Tổ nào hai trên ba bên cùng xếp đâu thì thuộc đó.</translation>
    </message>
    <message>
        <source>Fewest households moved</source>
        <translation>Ít hộ thay đổi nhất</translation>
    </message>
    <message>
        <source>As few households as can be change, over all three.</source>
        <translation>Tính chung cả ba bên, số hộ thay đổi ít nhất có thể.</translation>
    </message>
</context>
<context>
    <name>Priorities</name>
    <message>
        <source>Sets the sliders; move them to wish something of your own</source>
        <translation>Đặt sẵn các thanh trượt; kéo chúng để chọn theo ý mình</translation>
    </message>
    <message>
        <source>not at all</source>
        <translation>không xét</translation>
    </message>
    <message>
        <source>little</source>
        <translation>ít</translation>
    </message>
    <message>
        <source>usual</source>
        <translation>vừa</translation>
    </message>
    <message>
        <source>much</source>
        <translation>nhiều</translation>
    </message>
    <message>
        <source>very much</source>
        <translation>rất nhiều</translation>
    </message>
    <message>
        <source>above all</source>
        <translation>trước hết</translation>
    </message>
    <message>
        <source>Needs a layer or field that is not chosen in step 1</source>
        <translation>Cần lớp hoặc trường chưa chọn ở bước 1</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Cân đối</translation>
    </message>
    <message>
        <source>Least change</source>
        <translation>Ít xáo trộn nhất</translation>
    </message>
    <message>
        <source>Follows police beats</source>
        <translation>Theo địa bàn công an</translation>
    </message>
    <message>
        <source>Most khu phố</source>
        <translation>Nhiều khu phố nhất</translation>
    </message>
    <message>
        <source>Own</source>
        <translation>Tự chọn</translation>
    </message>
    <message>
        <source>Kind of plan</source>
        <translation>Loại phương án</translation>
    </message>
    <message>
        <source>Keep old khu phố</source>
        <translation>Giữ khu phố cũ</translation>
    </message>
    <message>
        <source>Match police beats</source>
        <translation>Khớp địa bàn công an</translation>
    </message>
    <message>
        <source>Match militia areas</source>
        <translation>Khớp khu đội</translation>
    </message>
    <message>
        <source>Compact, short borders</source>
        <translation>Gọn, ít ranh giới</translation>
    </message>
    <message>
        <source>Equal households</source>
        <translation>Đều số hộ</translation>
    </message>
    <message>
        <source>No canal, no wide road</source>
        <translation>Không vượt kênh, đường lớn</translation>
    </message>
    <message>
        <source>Near the khu phố's center</source>
        <translation>Gần trung tâm khu phố</translation>
    </message>
</context>
<context>
    <name>ProofParameters</name>
    <message>
        <source>Time for the proof (seconds per ward)</source>
        <translation>Thời gian chứng minh (giây mỗi phường, xã)</translation>
    </message>
    <message>
        <source>After the search: how long to prove how much better another plan could be at most; wards of more than 45 units get more time, by their size. 0: no proof. Left out for more than 20 wards.</source>
        <translation>Sau khi tìm kiếm: thời gian để chứng minh phương án khác có thể tốt hơn nhiều nhất bao nhiêu; phường, xã có hơn 45 tổ được thêm thời gian theo số tổ. 0: không chứng minh. Bỏ qua khi có hơn 20 phường, xã.</translation>
    </message>
</context>
<context>
    <name>ProposalPage</name>
    <message>
        <source>Custom</source>
        <translation>Tự chọn</translation>
    </message>
    <message>
        <source>Quick</source>
        <translation>Nhanh</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Bình thường</translation>
    </message>
    <message>
        <source>Thorough</source>
        <translation>Kỹ</translation>
    </message>
    <message>
        <source>Source: {document}</source>
        <translation>Căn cứ: {document}</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>tự động</translation>
    </message>
    <message>
        <source>automatic (about {count})</source>
        <translation>tự động (khoảng {count})</translation>
    </message>
    <message>
        <source>What is wanted</source>
        <translation>Yêu cầu</translation>
    </message>
    <message>
        <source>Criteria</source>
        <translation>Tiêu chí</translation>
    </message>
    <message>
        <source>Smallest number of households, by document</source>
        <translation>Số hộ tối thiểu theo từng văn bản</translation>
    </message>
    <message>
        <source>Minimum</source>
        <translation>Tối thiểu</translation>
    </message>
    <message>
        <source>Smallest number of households of a khu phố or ấp</source>
        <translation>Số hộ tối thiểu của khu phố, ấp</translation>
    </message>
    <message>
        <source> households</source>
        <translation> hộ</translation>
    </message>
    <message>
        <source>Khu phố</source>
        <translation>Khu phố</translation>
    </message>
    <message>
        <source>How many khu phố are wanted; 0 lets the number follow from the households</source>
        <translation>Muốn có bao nhiêu khu phố; 0 là tự tính theo số hộ</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Tìm kiếm</translation>
    </message>
    <message>
        <source>How long to look for a better plan; the same choice gives the same plan</source>
        <translation>Tìm phương án tốt hơn trong bao lâu; cùng lựa chọn cho cùng kết quả</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Thư mục</translation>
    </message>
    <message>
        <source>Each run makes a folder of its own in here</source>
        <translation>Mỗi lần chạy tạo một thư mục riêng trong thư mục này</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Nâng cao</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Số hạt giống</translation>
    </message>
    <message>
        <source>Another seed gives another plan; the same seed the same plan</source>
        <translation>Số khác cho phương án khác; cùng một số cho cùng phương án</translation>
    </message>
    <message>
        <source>Time limit</source>
        <translation>Thời gian tối đa</translation>
    </message>
    <message>
        <source>Cuts the search off; the summary says where it did</source>
        <translation>Dừng tìm kiếm khi hết giờ; bản tóm tắt nêu rõ dừng ở đâu</translation>
    </message>
    <message>
        <source> s</source>
        <translation> giây</translation>
    </message>
    <message>
        <source>none</source>
        <translation>không giới hạn</translation>
    </message>
    <message>
        <source>Equal size</source>
        <translation>Quy mô đồng đều</translation>
    </message>
    <message>
        <source>Short boundaries</source>
        <translation>Ranh ngắn</translation>
    </message>
    <message>
        <source>Round shapes</source>
        <translation>Hình gọn</translation>
    </message>
    <message>
        <source>Old khu phố kept together</source>
        <translation>Giữ nguyên khu phố cũ</translation>
    </message>
    <message>
        <source>Police beats not cut</source>
        <translation>Không cắt địa bàn CSKV</translation>
    </message>
    <message>
        <source>Militia areas not cut</source>
        <translation>Không cắt địa bàn khu đội</translation>
    </message>
    <message>
        <source>Barriers not crossed</source>
        <translation>Không vượt vật cản</translation>
    </message>
    <message>
        <source>Propose khu phố</source>
        <translation>Lập phương án</translation>
    </message>
    <message>
        <source>Proposes, compares with the forces, writes plan, tables and map</source>
        <translation>Lập phương án, đối chiếu với các lực lượng, ghi phương án, bảng và bản đồ</translation>
    </message>
    <message>
        <source>Next: result</source>
        <translation>Tiếp: Kết quả</translation>
    </message>
    <message>
        <source>First choose the layers in step 1.</source>
        <translation>Trước hết hãy chọn các lớp ở bước 1.</translation>
    </message>
    <message>
        <source>The check found errors: mend them first, see step 2.</source>
        <translation>Kiểm tra thấy có lỗi: hãy sửa trước, xem bước 2.</translation>
    </message>
    <message>
        <source>Wishes and rules</source>
        <translation>Tiêu chí</translation>
    </message>
    <message>
        <source>What matters</source>
        <translation>Ưu tiên</translation>
    </message>
    <message>
        <source>The same in numbers (1 is usual, 0 leaves it out):</source>
        <translation>Các ưu tiên bằng số (1 là vừa, 0 là không xét):</translation>
    </message>
    <message>
        <source>Compare plans</source>
        <translation>So sánh</translation>
    </message>
    <message>
        <source>Proposes plans of several kinds beside each other, to choose from</source>
        <translation>Lập nhiều loại phương án đặt cạnh nhau để chọn</translation>
    </message>
    <message>
        <source>{n} khu phố are asked for now; propose, or compare plans with that number.</source>
        <translation>Đang yêu cầu {n} khu phố; hãy lập phương án, hoặc so sánh với số đó.</translation>
    </message>
    <message>
        <source>Rules that must be kept</source>
        <translation>Quy tắc bắt buộc</translation>
    </message>
    <message>
        <source>Near the center of the khu phố</source>
        <translation>Gần trung tâm khu phố</translation>
    </message>
</context>
<context>
    <name>ProposeAlternatives</name>
    <message>
        <source>5. Propose alternatives: several plans to choose from</source>
        <translation>5. Lập nhiều phương án để lựa chọn</translation>
    </message>
    <message>
        <source>Kinds of plans</source>
        <translation>Loại phương án</translation>
    </message>
    <message>
        <source>balanced: the weights as they are; least_change: households stay with their present khu phố; follows_beats: boundaries along those of the police beats; most: as many khu phố as can be.</source>
        <translation>balanced: cân đối, theo đúng các trọng số; least_change: ít xáo trộn nhất, hộ ở lại khu phố hiện nay; follows_beats: ranh đi theo địa bàn cảnh sát khu vực; most: nhiều khu phố nhất có thể.</translation>
    </message>
    <message>
        <source>Curve of number against quality</source>
        <translation>Đường cong số khu phố – chất lượng</translation>
    </message>
    <message>
        <source>Also finds a plan for each number of khu phố that makes sense; takes about as long again.</source>
        <translation>Tìm thêm phương án cho từng số khu phố hợp lý; mất thêm khoảng chừng ấy thời gian.</translation>
    </message>
    <message>
        <source>Units with their khu phố in each plan</source>
        <translation>Tổ với khu phố trong từng phương án</translation>
    </message>
    <message>
        <source>Khu phố and ấp of all plans</source>
        <translation>Khu phố, ấp của tất cả phương án</translation>
    </message>
    <message>
        <source>Scores of the plans</source>
        <translation>Điểm của các phương án</translation>
    </message>
    <message>
        <source>Curve of number against quality (table)</source>
        <translation>Đường cong số khu phố – chất lượng (bảng)</translation>
    </message>
    <message>
        <source>Comparison of the plans (XLSX)</source>
        <translation>So sánh các phương án (XLSX)</translation>
    </message>
    <message>
        <source>Workbook (*.xlsx)</source>
        <translation>Bảng tính (*.xlsx)</translation>
    </message>
</context>
<context>
    <name>ProposeNeighborhoods</name>
    <message>
        <source>2. Propose khu phố and ấp</source>
        <translation>2. Lập phương án khu phố, ấp</translation>
    </message>
    <message>
        <source>Units with their khu phố</source>
        <translation>Các tổ kèm khu phố mới</translation>
    </message>
    <message>
        <source>Proposed khu phố and ấp</source>
        <translation>Khu phố, ấp theo phương án</translation>
    </message>
</context>
<context>
    <name>RebuildFromDecisions</name>
    <message>
        <source>8. Rebuild areas from signed changes</source>
        <translation>8. Dựng lại địa bàn theo thay đổi đã ký</translation>
    </message>
    <message>
        <source>Harmonized units</source>
        <translation>Các tổ sau thống nhất</translation>
    </message>
    <message>
        <source>Units as “Harmonize” wrote them, with their areas before it.</source>
        <translation>Các tổ do “Thống nhất” ghi ra, có địa bàn trước khi thống nhất.</translation>
    </message>
    <message>
        <source>Change list with decisions</source>
        <translation>Danh sách thay đổi có ý kiến</translation>
    </message>
    <message>
        <source>The table “changes” of the plan, or the sheet “Danh sách thay đổi” with the decisions.</source>
        <translation>Bảng “changes” của phương án hoặc trang “Danh sách thay đổi” đã ghi ý kiến.</translation>
    </message>
    <message>
        <source>Rows that count</source>
        <translation>Dòng được tính</translation>
    </message>
    <message>
        <source>signed: rows that all three authorities agreed to; all: every row that nobody refused.</source>
        <translation>signed: dòng cả ba cơ quan đồng ý; all: mọi dòng không cơ quan nào từ chối.</translation>
    </message>
    <message>
        <source>Units with rebuilt areas</source>
        <translation>Các tổ với địa bàn dựng lại</translation>
    </message>
    <message>
        <source>Rebuilt khu phố and ấp</source>
        <translation>Khu phố, ấp dựng lại</translation>
    </message>
    <message>
        <source>Rebuilt police beats</source>
        <translation>Địa bàn cảnh sát khu vực dựng lại</translation>
    </message>
    <message>
        <source>Rebuilt militia areas</source>
        <translation>Khu đội, ấp đội dựng lại</translation>
    </message>
    <message>
        <source>Units with locks, for a new proposal</source>
        <translation>Các tổ có khóa, cho phương án mới</translation>
    </message>
    <message>
        <source>Guessed when not given.</source>
        <translation>Nếu để trống thì đoán.</translation>
    </message>
    <message>
        <source>Id of the unit</source>
        <translation>Mã tổ</translation>
    </message>
    <message>
        <source>Households</source>
        <translation>Số hộ</translation>
    </message>
    <message>
        <source>Khu phố or ấp before</source>
        <translation>Khu phố, ấp trước thống nhất</translation>
    </message>
    <message>
        <source>As it was harmonized from.</source>
        <translation>Như khi đưa vào thống nhất.</translation>
    </message>
    <message>
        <source>Police beat before</source>
        <translation>Địa bàn cảnh sát khu vực trước thống nhất</translation>
    </message>
    <message>
        <source>As it was read from the layer.</source>
        <translation>Như đã đọc từ lớp địa bàn.</translation>
    </message>
    <message>
        <source>Militia area before</source>
        <translation>Khu đội, ấp đội trước thống nhất</translation>
    </message>
</context>
<context>
    <name>ResultPage</name>
    <message>
        <source>Khu phố</source>
        <translation>Khu phố</translation>
    </message>
    <message>
        <source>Households</source>
        <translation>Số hộ</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>Số tổ</translation>
    </message>
    <message>
        <source>From old khu phố</source>
        <translation>Gồm khu phố cũ</translation>
    </message>
    <message>
        <source>No plan yet. Step 3 makes one.</source>
        <translation>Chưa có phương án. Hãy lập ở bước 3.</translation>
    </message>
    <message>
        <source>Tables (XLSX)</source>
        <translation>Bảng (XLSX)</translation>
    </message>
    <message>
        <source>Map (PDF)</source>
        <translation>Bản đồ (PDF)</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Thư mục</translation>
    </message>
    <message>
        <source>show</source>
        <translation>xem</translation>
    </message>
    <message>
        <source>Ward</source>
        <translation>Phường, xã</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>Mức độ</translation>
    </message>
    <message>
        <source>Too small</source>
        <translation>Quá nhỏ</translation>
    </message>
    <message>
        <source>Wards, easy ones first</source>
        <translation>Phường, xã (dễ trước)</translation>
    </message>
    <message>
        <source>Next: Alignment</source>
        <translation>Tiếp: Đối chiếu</translation>
    </message>
</context>
<context>
    <name>RulesForm</name>
    <message>
        <source>Never cross a barrier</source>
        <translation>Không bao giờ vượt vật cản</translation>
    </message>
    <message>
        <source>Units that only touch along a barrier are then no neighbors; otherwise crossing one only costs</source>
        <translation>Khi đó các tổ chỉ giáp nhau qua vật cản không được coi là liền kề; nếu không, vượt vật cản chỉ bị trừ điểm</translation>
    </message>
    <message>
        <source>none</source>
        <translation>không</translation>
    </message>
    <message>
        <source> households</source>
        <translation> hộ</translation>
    </message>
    <message>
        <source>Most households of a khu phố; a single unit with more stands alone</source>
        <translation>Số hộ nhiều nhất của một khu phố; tổ nào đông hơn thì đứng riêng</translation>
    </message>
    <message>
        <source>Ids of units that must be in one khu phố</source>
        <translation>Mã các tổ phải cùng một khu phố</translation>
    </message>
    <message>
        <source>Ids of units that must not be in one khu phố</source>
        <translation>Mã các tổ không được cùng một khu phố</translation>
    </message>
    <message>
        <source>Field with the khu phố of a plan made before; without it the old khu phố counts</source>
        <translation>Trường ghi khu phố của phương án lập trước; nếu không có thì tính theo khu phố cũ</translation>
    </message>
    <message>
        <source>Field that marks with 1, true or x the units that keep their khu phố of the plan so far</source>
        <translation>Trường đánh dấu (1, true hoặc x) các tổ giữ nguyên khu phố của phương án đang có</translation>
    </message>
    <message>
        <source>Police beats</source>
        <translation>Địa bàn công an</translation>
    </message>
    <message>
        <source>Militia areas</source>
        <translation>Khu đội</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Tối đa</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>Ở cùng</translation>
    </message>
    <message>
        <source>Apart</source>
        <translation>Tách riêng</translation>
    </message>
    <message>
        <source>Plan so far</source>
        <translation>Phương án đã có</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Khóa</translation>
    </message>
    <message>
        <source>may be cut</source>
        <translation>có thể bị cắt</translation>
    </message>
    <message>
        <source>stay whole</source>
        <translation>giữ nguyên vẹn</translation>
    </message>
    <message>
        <source>are not mixed</source>
        <translation>không trộn lẫn</translation>
    </message>
    <message>
        <source>Cutting and mixing areas only costs, as the slider says</source>
        <translation>Cắt hoặc trộn địa bàn chỉ bị trừ điểm, theo thanh trượt</translation>
    </message>
    <message>
        <source>No area is cut: each khu phố is made of whole areas</source>
        <translation>Không cắt địa bàn nào: mỗi khu phố gồm các địa bàn trọn vẹn</translation>
    </message>
    <message>
        <source>No khu phố has units of two areas</source>
        <translation>Không khu phố nào có tổ của hai địa bàn</translation>
    </message>
    <message>
        <source>T001+T002; T003+T004</source>
        <translation>T001+T002; T003+T004</translation>
    </message>
</context>
<context>
    <name>SampleWard</name>
    <message>
        <source>Making the sample ward</source>
        <translation>Đang tạo phường mẫu</translation>
    </message>
</context>
<context>
    <name>ScoreTable</name>
    <message>
        <source>Khu phố</source>
        <translation>Khu phố</translation>
    </message>
    <message>
        <source>Below minimum</source>
        <translation>Dưới tối thiểu</translation>
    </message>
    <message>
        <source>Barriers crossed</source>
        <translation>Vượt vật cản</translation>
    </message>
    <message>
        <source>Smallest</source>
        <translation>Nhỏ nhất</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>Lớn nhất</translation>
    </message>
    <message>
        <source>Spread, %</source>
        <translation>Độ lệch, %</translation>
    </message>
    <message>
        <source>Compactness</source>
        <translation>Độ gọn</translation>
    </message>
    <message>
        <source>Inner borders, km</source>
        <translation>Ranh trong, km</translation>
    </message>
    <message>
        <source>Stay in khu phố, %</source>
        <translation>Ở lại khu phố, %</translation>
    </message>
    <message>
        <source>Households that move</source>
        <translation>Số hộ phải chuyển</translation>
    </message>
    <message>
        <source>Off their beat</source>
        <translation>Cắt khỏi địa bàn</translation>
    </message>
    <message>
        <source>Off their militia area</source>
        <translation>Cắt khỏi khu đội</translation>
    </message>
    <message>
        <source>Mean walk, m</source>
        <translation>Đi bộ trung bình, m</translation>
    </message>
</context>
<context>
    <name>SharedParameters</name>
    <message>
        <source>Units (tổ dân phố)</source>
        <translation>Tổ dân phố</translation>
    </message>
    <message>
        <source>Polygons of the existing units. They are never cut and never changed.</source>
        <translation>Vùng của các tổ hiện có. Không bị cắt và không bị thay đổi.</translation>
    </message>
    <message>
        <source>Id of the unit</source>
        <translation>Mã tổ</translation>
    </message>
    <message>
        <source>Field with an id that is there for each unit and different for all.</source>
        <translation>Cột chứa mã; tổ nào cũng phải có và không trùng nhau.</translation>
    </message>
    <message>
        <source>Households</source>
        <translation>Số hộ</translation>
    </message>
    <message>
        <source>Field with the number of households, a whole number. Empty means unknown, not zero.</source>
        <translation>Cột chứa số hộ, là số nguyên. Để trống nghĩa là chưa biết, không phải 0.</translation>
    </message>
    <message>
        <source>Ward</source>
        <translation>Phường, xã</translation>
    </message>
    <message>
        <source>Field with the code or name of the ward. No khu phố goes beyond its ward.</source>
        <translation>Cột chứa mã hoặc tên phường, xã. Khu phố không vượt ra ngoài phường, xã.</translation>
    </message>
    <message>
        <source>Type of area</source>
        <translation>Loại</translation>
    </message>
    <message>
        <source>Field with “khu_pho” or “ap”. Without it every unit counts as khu phố.</source>
        <translation>Cột ghi “khu_pho” hoặc “ap”. Nếu không chọn, tất cả coi là khu phố.</translation>
    </message>
    <message>
        <source>Present khu phố or ấp</source>
        <translation>Khu phố, ấp hiện nay</translation>
    </message>
    <message>
        <source>Field with the unit's present khu phố or ấp; kept together as far as can be.</source>
        <translation>Cột chứa khu phố, ấp hiện nay của tổ; cố gắng giữ nguyên.</translation>
    </message>
    <message>
        <source>Name of the unit</source>
        <translation>Tên tổ</translation>
    </message>
    <message>
        <source>Field with the name that tables and maps show.</source>
        <translation>Cột chứa tên hiển thị trong bảng và bản đồ.</translation>
    </message>
    <message>
        <source>Population</source>
        <translation>Nhân khẩu</translation>
    </message>
    <message>
        <source>Field with the number of people, a whole number.</source>
        <translation>Cột chứa số nhân khẩu, là số nguyên.</translation>
    </message>
    <message>
        <source>Name of the ward</source>
        <translation>Tên phường, xã</translation>
    </message>
    <message>
        <source>Field with the ward's name for titles, such as “Phường Mẫu”.</source>
        <translation>Cột chứa tên phường, xã dùng cho tiêu đề, ví dụ “Phường Mẫu”.</translation>
    </message>
    <message>
        <source>Police beats (địa bàn cảnh sát khu vực)</source>
        <translation>Địa bàn cảnh sát khu vực</translation>
    </message>
    <message>
        <source>Polygons of the police beats.</source>
        <translation>Vùng của các địa bàn cảnh sát khu vực.</translation>
    </message>
    <message>
        <source>Id of the police beat</source>
        <translation>Mã địa bàn CSKV</translation>
    </message>
    <message>
        <source>Field with the number or code of the beat. Needed when beats are given.</source>
        <translation>Cột chứa số hoặc mã địa bàn. Bắt buộc khi có lớp địa bàn CSKV.</translation>
    </message>
    <message>
        <source>Militia areas (khu đội, ấp đội)</source>
        <translation>Địa bàn khu đội, ấp đội</translation>
    </message>
    <message>
        <source>Polygons of the militia areas.</source>
        <translation>Vùng của các địa bàn khu đội, ấp đội.</translation>
    </message>
    <message>
        <source>Id of the militia area</source>
        <translation>Mã địa bàn khu đội, ấp đội</translation>
    </message>
    <message>
        <source>Field with the number or code of the area. Needed when militia areas are given.</source>
        <translation>Cột chứa số hoặc mã địa bàn. Bắt buộc khi có lớp khu đội, ấp đội.</translation>
    </message>
    <message>
        <source>Outline of the ward</source>
        <translation>Ranh phường, xã</translation>
    </message>
    <message>
        <source>Polygons of the ward or wards; units outside of it are reported.</source>
        <translation>Vùng của một hay nhiều phường, xã; tổ nằm ngoài sẽ được báo.</translation>
    </message>
    <message>
        <source>Barriers</source>
        <translation>Vật cản</translation>
    </message>
    <message>
        <source>Lines or polygons that a khu phố should not cross: canals, railways, wide roads.</source>
        <translation>Đường hoặc vùng mà khu phố không nên vượt qua: kênh rạch, đường sắt, đường lớn.</translation>
    </message>
    <message>
        <source>Criteria profile</source>
        <translation>Bộ tiêu chí</translation>
    </message>
    <message>
        <source>Least number of households of a khu phố / an ấp: hcmc-500-350 (the City's scheme), law-450-350 (the law for the City), south-400-350 (the law for the South), or custom.</source>
        <translation>Số hộ tối thiểu của khu phố / ấp: hcmc-500-350 (phương án của Thành phố), law-450-350 (quy định cho Thành phố), south-400-350 (quy định cho miền Nam), hoặc custom (tự chọn).</translation>
    </message>
    <message>
        <source>Least households (custom profile)</source>
        <translation>Số hộ tối thiểu (khi tự chọn)</translation>
    </message>
    <message>
        <source>Least number of households when the profile is “custom”; not used otherwise.</source>
        <translation>Số hộ tối thiểu khi bộ tiêu chí là “custom”; các bộ khác không dùng.</translation>
    </message>
    <message>
        <source>Number of khu phố and ấp</source>
        <translation>Số khu phố, ấp</translation>
    </message>
    <message>
        <source>How many to make. Without it: households divided by 1.15 times the minimum, for each ward.</source>
        <translation>Cần lập bao nhiêu. Nếu để trống: số hộ chia cho 1,15 lần mức tối thiểu, tính theo từng phường, xã.</translation>
    </message>
    <message>
        <source>Effort</source>
        <translation>Mức tìm kiếm</translation>
    </message>
    <message>
        <source>How many steps the search makes: quick, normal or thorough.</source>
        <translation>Số bước tìm kiếm: nhanh (quick), bình thường (normal) hoặc kỹ (thorough).</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Số hạt giống</translation>
    </message>
    <message>
        <source>The same seed, effort and units give the same plan; another seed gives another one.</source>
        <translation>Cùng số hạt giống, mức tìm kiếm và dữ liệu thì cho cùng phương án; số khác cho phương án khác.</translation>
    </message>
    <message>
        <source>Time limit (seconds)</source>
        <translation>Thời gian tối đa (giây)</translation>
    </message>
    <message>
        <source>For the whole run. It only cuts off the search; the summary says where it did.</source>
        <translation>Tính cho cả lần chạy. Chỉ dừng việc tìm kiếm; bản tóm tắt nêu rõ dừng ở đâu.</translation>
    </message>
    <message>
        <source>Weight: households near the target</source>
        <translation>Ưu tiên: số hộ gần mức mong muốn</translation>
    </message>
    <message>
        <source>Weight: short inner boundaries</source>
        <translation>Ưu tiên: ranh bên trong ngắn</translation>
    </message>
    <message>
        <source>Weight: compact shapes</source>
        <translation>Ưu tiên: hình gọn</translation>
    </message>
    <message>
        <source>Weight: present khu phố kept together</source>
        <translation>Ưu tiên: giữ nguyên khu phố hiện nay</translation>
    </message>
    <message>
        <source>Weight: police beats not cut</source>
        <translation>Ưu tiên: không cắt địa bàn CSKV</translation>
    </message>
    <message>
        <source>Weight: militia areas not cut</source>
        <translation>Ưu tiên: không cắt địa bàn khu đội, ấp đội</translation>
    </message>
    <message>
        <source>Weight: barriers not crossed</source>
        <translation>Ưu tiên: không vượt vật cản</translation>
    </message>
    <message>
        <source>1 is the usual weight, 0 leaves the aim out, 2 doubles it.</source>
        <translation>1 là mức bình thường, 0 là bỏ qua, 2 là gấp đôi.</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Tóm tắt</translation>
    </message>
    <message>
        <source>JSON file (*.json)</source>
        <translation>Tệp JSON (*.json)</translation>
    </message>
    <message>
        <source>Aim of the number</source>
        <translation>Mục tiêu về số lượng</translation>
    </message>
    <message>
        <source>When no number is given. target: households divided by 1.15 times the minimum; most: as many khu phố as the minimum allows.</source>
        <translation>Khi không cho số lượng. target: số hộ chia cho 1,15 lần mức tối thiểu; most: nhiều khu phố nhất mà mức tối thiểu cho phép.</translation>
    </message>
    <message>
        <source>Weight: households near the center of their khu phố</source>
        <translation>Trọng số: hộ ở gần trung tâm khu phố</translation>
    </message>
    <message>
        <source>Khu phố or ấp</source>
        <translation>Khu phố, ấp</translation>
    </message>
    <message>
        <source>Field with the khu phố or ấp of the unit, such as “neighborhood_id” of a proposal.</source>
        <translation>Cột chứa khu phố, ấp của tổ, ví dụ “neighborhood_id” của phương án.</translation>
    </message>
    <message>
        <source>Field with the code or name of the ward. Areas of the same id in different wards are different areas. Guessed when not given.</source>
        <translation>Cột chứa mã hoặc tên phường, xã. Địa bàn trùng mã ở các phường, xã khác nhau là các địa bàn khác nhau. Không chọn thì tự đoán.</translation>
    </message>
</context>
<context>
    <name>SignBar</name>
    <message>
        <source>Agree</source>
        <translation>Đồng ý</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>Từ chối</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Bỏ ký</translation>
    </message>
    <message>
        <source>Ward</source>
        <translation>UBND</translation>
    </message>
    <message>
        <source>Police</source>
        <translation>Công an</translation>
    </message>
    <message>
        <source>Military</source>
        <translation>Quân sự</translation>
    </message>
    <message>
        <source>Comment, kept with the decision</source>
        <translation>Ghi chú kèm ý kiến</translation>
    </message>
    <message>
        <source>Select rows to sign, several with Ctrl or Shift</source>
        <translation>Chọn dòng để ký, nhiều dòng: giữ Ctrl hoặc Shift</translation>
    </message>
</context>
<context>
    <name>UndecidedList</name>
    <message>
        <source>{n} to settle on the spot; {split} of them really lie in two areas. They keep their khu phố.</source>
        <translation>{n} việc cần xác minh tại chỗ, trong đó {split} tổ thực sự nằm ở hai địa bàn. Các tổ này giữ nguyên khu phố.</translation>
    </message>
    <message>
        <source>Nothing is left undecided.</source>
        <translation>Không còn gì chưa rõ.</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Tổ</translation>
    </message>
    <message>
        <source>Force</source>
        <translation>Bên</translation>
    </message>
    <message>
        <source>Mostly in</source>
        <translation>Chủ yếu ở</translation>
    </message>
    <message>
        <source>Also in</source>
        <translation>Một phần ở</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Việc cần làm</translation>
    </message>
    <message>
        <source>{area}: about {n} households ({low} to {high})</source>
        <translation>{area}: khoảng {n} hộ ({low} đến {high})</translation>
    </message>
    <message>
        <source>{area}: {n} households</source>
        <translation>{area}: {n} hộ</translation>
    </message>
    <message>
        <source>police</source>
        <translation>công an</translation>
    </message>
    <message>
        <source>militia</source>
        <translation>quân sự</translation>
    </message>
    <message>
        <source>Comes with the harmonized areas: see “Ways”.</source>
        <translation>Có sau khi chọn một cách thống nhất: xem thẻ “Cách”.</translation>
    </message>
</context>
</TS>
